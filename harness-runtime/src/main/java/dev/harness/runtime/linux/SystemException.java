package dev.harness.runtime.linux;

import java.util.List;

/**
 * A system call that failed: which one, with which arguments, and why.
 *
 * <p>What the reason means for that call is added by the caller who knows it, by wrapping.
 */
public final class SystemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final transient List<String> arguments;
  private final Errno errno;

  /**
   * Describes a failed call.
   *
   * @param call the name of the call, as the man pages write it
   * @param errno why it failed
   * @param arguments the arguments worth reading, as {@code name=value}
   */
  public SystemException(String call, Errno errno, String... arguments) {
    super("%s(%s): %s (%s)".formatted(call, String.join(", ", arguments), errno, errno.words()));
    this.call = call;
    this.arguments = List.of(arguments);
    this.errno = errno;
  }

  /** The name of the call. */
  public String call() {
    return call;
  }

  /** The arguments worth reading, as {@code name=value}. */
  public List<String> arguments() {
    return arguments;
  }

  /** Why the call failed. */
  public Errno errno() {
    return errno;
  }
}
