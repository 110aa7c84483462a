package dev.harness.runtime.linux;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The one way from Java into the kernel: {@code syscall(2)}, called through jffi, the part of jnr
 * that calls functions.
 *
 * <p>One native function gives every call the same numbers that the launcher's programs use. jffi has
 * a quick way for functions of up to six words, one of them the call's number; what it takes matters
 * most in a virtual machine that has compiled nothing yet
 * (docs/decisions/0029-how-system-calls-are-made.md).
 */
public final class Kernel {
  private static final int QUICK_ARGUMENTS = 5;

  private static final Invoker INVOKER = Invoker.getInstance();
  private static final LastError LAST_ERROR = LastError.getInstance();
  private static final CallContext SIX_WORDS =
      CallContext.getCallContext(Type.SINT64, words(6), CallingConvention.DEFAULT, true);
  private static final long SYSCALL = address("syscall");
  private static final long POSIX_SPAWN = address("posix_spawn");
  private static final Function SYSCALL_OF_SEVEN_WORDS =
      new Function(SYSCALL, Type.SINT64, words(7), CallingConvention.DEFAULT, true);

  private static final Architecture ARCHITECTURE = Architecture.current();

  private Kernel() {}

  private static Type[] words(int count) {
    Type[] words = new Type[count];
    Arrays.fill(words, Type.SINT64);
    return words;
  }

  private static long address(String function) {
    long address = Library.getDefault().getSymbolAddress(function);
    if (address == 0) {
      throw new IllegalStateException("the C library has no function " + function);
    }
    return address;
  }

  /**
   * Makes a call and returns its result, or the errno negated: the kernel's own convention.
   *
   * <p>Interrupted calls are made again. Arguments that are left out are zero up to the fifth; the
   * sixth may be left out where the kernel does not look at it.
   */
  public static long attempt(SystemCall call, long... arguments) {
    long number = call.number(ARCHITECTURE);
    long[] a =
        arguments.length < QUICK_ARGUMENTS ? Arrays.copyOf(arguments, QUICK_ARGUMENTS) : arguments;
    while (true) {
      long result = a.length == QUICK_ARGUMENTS ? quick(number, a) : withAll(number, a);
      if (result != -1) {
        return result;
      }
      int errno = LAST_ERROR.get();
      if (errno != Errno.EINTR.number() || call == SystemCall.CLOSE) {
        return -errno;
      }
    }
  }

  private static long quick(long number, long[] a) {
    return INVOKER.invokeL6(SIX_WORDS, SYSCALL, number, a[0], a[1], a[2], a[3], a[4]);
  }

  private static long withAll(long number, long[] arguments) {
    HeapInvocationBuffer words = new HeapInvocationBuffer(SYSCALL_OF_SEVEN_WORDS);
    words.putLong(number);
    for (long argument : arguments) {
      words.putLong(argument);
    }
    return INVOKER.invokeLong(SYSCALL_OF_SEVEN_WORDS, words);
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
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer pid = memory.allocate(Integer.BYTES);
      long at = NativeMemory.address(pid);
      long pathAt = memory.string(path);
      // The function returns an int, whose upper half is whatever was in the register.
      int errno =
          (int) INVOKER.invokeL6(SIX_WORDS, POSIX_SPAWN, at, pathAt, 0, attributes, argv, envp);
      if (errno != 0) {
        throw new SystemException("posix_spawn", Errno.of(errno), "path=" + path);
      }
      return pid.getInt(0);
    }
  }
}
