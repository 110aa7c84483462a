package dev.harness.runtime.linux.process;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Making and entering network namespaces, thread by thread. */
public final class NetworkNamespace {
  private static final int CLONE_NEWNET = NamespaceKind.NETWORK.flag();
  private static final long AT_FDCWD = -100;
  private static final long O_CLOEXEC = 0x80000;
  private static final String OF_THREAD = "/proc/thread-self/ns/net";

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

  private static Fd unshare() {
    check("unshare", Kernel.attempt(SystemCall.UNSHARE, CLONE_NEWNET), "flags=[NEWNET]");
    return current();
  }

  private static Fd current() {
    try (NativeMemory memory = new NativeMemory()) {
      long name = memory.string(OF_THREAD);
      long fd = Kernel.attempt(SystemCall.OPENAT, AT_FDCWD, name, O_CLOEXEC);
      check("openat", fd, "path=" + OF_THREAD);
      return Fd.owning((int) fd);
    }
  }

  private static void check(String call, long result, String... arguments) {
    if (result < 0) {
      throw new SystemException(call, Errno.of((int) -result), arguments);
    }
  }
}
