package dev.harness.runtime.linux;

import java.util.Arrays;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Out;

/**
 * The one way from Java into the kernel: {@code syscall(2)}, called through jnr.
 *
 * <p>One native function keeps start-up short (jnr makes one stub) and gives every call the same
 * numbers that the launcher's programs use.
 */
public final class Kernel {
  private static final Binding LIBC =
      LibraryLoader.create(Binding.class).option(LibraryOption.LoadNow, true).load("c");

  static final Runtime RUNTIME = Runtime.getRuntime(LIBC);
  private static final Architecture ARCHITECTURE = Architecture.current();

  private Kernel() {}

  /** The functions of the C library that are called by name; public because jnr implements it. */
  public interface Binding {
    long syscall(long number, long a, long b, long c, long d, long e, long f);

    int posix_spawn(
        @Out int[] pid, String path, long actions, long attributes, long argv, long envp);
  }

  /**
   * Makes a call and returns its result, or the errno negated: the kernel's own convention.
   *
   * <p>Interrupted calls are made again.
   */
  public static long attempt(SystemCall call, long... arguments) {
    long[] a = arguments.length == 6 ? arguments : Arrays.copyOf(arguments, 6);
    while (true) {
      long result = LIBC.syscall(call.number(ARCHITECTURE), a[0], a[1], a[2], a[3], a[4], a[5]);
      if (result != -1) {
        return result;
      }
      int errno = RUNTIME.getLastError();
      if (errno != Errno.EINTR.number() || call == SystemCall.CLOSE) {
        return -errno;
      }
    }
  }

  /** Whether a result of {@link #attempt} is a failure with this reason. */
  public static boolean failedWith(long result, Errno errno) {
    return result == -errno.number();
  }

  /**
   * Spawns {@code path}; the others are addresses: of a {@code posix_spawnattr_t}, and of vectors
   * that end with a zero.
   */
  public static int spawn(String path, long attributes, long argv, long envp) {
    int[] pid = new int[1];
    int errno = LIBC.posix_spawn(pid, path, 0, attributes, argv, envp);
    if (errno != 0) {
      throw new SystemException("posix_spawn", Errno.of(errno), "path=" + path);
    }
    return pid[0];
  }
}
