package dev.harness.runtime.linux.process;

import java.util.Locale;

/**
 * A limit of {@code setrlimit(2)}.
 *
 * @param soft the limit in force; {@link #UNLIMITED} for none
 * @param hard how far the process may raise it
 */
public record ResourceLimit(Resource resource, long soft, long hard) {
  /** No limit. */
  public static final long UNLIMITED = -1;

  /** What can be limited, with the kernel's numbers. */
  public enum Resource {
    CPU(0),
    FSIZE(1),
    DATA(2),
    STACK(3),
    CORE(4),
    RSS(5),
    NPROC(6),
    NOFILE(7),
    MEMLOCK(8),
    AS(9),
    LOCKS(10),
    SIGPENDING(11),
    MSGQUEUE(12),
    NICE(13),
    RTPRIO(14),
    RTTIME(15);

    private final int number;

    Resource(int number) {
      this.number = number;
    }

    /** The kernel's number. */
    public int number() {
      return number;
    }
  }

  /** Refuses a soft limit above the hard one. */
  public ResourceLimit {
    if (Long.compareUnsigned(soft, hard) > 0) {
      throw new IllegalArgumentException(
          "the soft limit of %s is above the hard one: %d > %d".formatted(resource, soft, hard));
    }
  }

  @Override
  public String toString() {
    return "%s=%s:%s".formatted(resource.name().toLowerCase(Locale.ROOT), text(soft), text(hard));
  }

  /** A limit for people. */
  public static String text(long limit) {
    return limit == UNLIMITED ? "unlimited" : Long.toUnsignedString(limit);
  }
}
