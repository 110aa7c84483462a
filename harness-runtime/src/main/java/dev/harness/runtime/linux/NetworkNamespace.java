package dev.harness.runtime.linux;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The network namespace of the calling thread: making, entering, holding it. */
public final class NetworkNamespace {
  private static final long CLONE_NEWNET = 0x40000000;
  private static final long AT_FDCWD = -100;
  private static final long O_CLOEXEC = 0x80000;
  private static final Path OF_THREAD = Path.of("/proc/thread-self/ns/net");

  private NetworkNamespace() {}

  /**
   * Makes a new, empty network namespace, which lives as long as it is open or used.
   *
   * <p>The caller stays where it is: a thread that ends afterwards moves in and opens it.
   *
   * @throws SystemException with {@code EPERM} without the capability SYS_ADMIN
   */
  public static Fd create() {
    Executor newThread = task -> new Thread(task, "harness-new-network").start();
    try {
      return CompletableFuture.supplyAsync(NetworkNamespace::unshare, newThread).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SystemException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /**
   * Moves the calling thread into the namespace that {@code namespace} holds.
   *
   * <p>A thread that does not come back must not return to a pool: others would take its sockets
   * for sockets of the host.
   */
  public static void enter(Fd namespace) {
    check(
        "setns",
        Kernel.attempt(SystemCall.SETNS, namespace.number(), CLONE_NEWNET),
        namespace.toString(),
        "type=NEWNET");
  }

  /** Opens the namespace that the calling thread is in; it lives at least as long. */
  public static Fd current() {
    return open(OF_THREAD);
  }

  /** Opens a namespace by a path such as {@code /proc/42/ns/net}. */
  public static Fd open(Path path) {
    try (NativeMemory memory = new NativeMemory()) {
      long name = memory.string(path.toString());
      long fd = Kernel.attempt(SystemCall.OPENAT, AT_FDCWD, name, O_CLOEXEC);
      check("openat", fd, "path=" + path);
      return Fd.owning((int) fd);
    }
  }

  private static Fd unshare() {
    check("unshare", Kernel.attempt(SystemCall.UNSHARE, CLONE_NEWNET), "flags=[NEWNET]");
    return current();
  }

  private static void check(String call, long result, String... arguments) {
    if (result < 0) {
      throw new SystemException(call, Errno.of((int) -result), arguments);
    }
  }
}
