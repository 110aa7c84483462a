package dev.harness.runtime.net.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.process.NetworkNamespace;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A network namespace in place of a container's. */
public final class TestNamespace implements AutoCloseable {
  private final Fd namespace;

  private TestNamespace(Fd namespace) {
    this.namespace = namespace;
  }

  /** Makes an empty one; skips the test where this user may not. */
  public static TestNamespace create() {
    return new TestNamespace(createOrSkip());
  }

  /** Stands for the namespace that {@code fd} holds; takes ownership. */
  public static TestNamespace owning(Fd fd) {
    return new TestNamespace(fd);
  }

  public Fd fd() {
    return namespace;
  }

  /** Runs a task inside, on a thread that ends with it. */
  public <T> T call(Callable<T> task) {
    FutureTask<T> inside =
        new FutureTask<>(
            () -> {
              NetworkNamespace.enter(namespace);
              return task.call();
            });
    new Thread(inside, "test-in-namespace").start();
    try {
      return inside.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("a task in a namespace failed", e);
    }
  }

  @Override
  public void close() {
    namespace.close();
  }

  private static Fd createOrSkip() {
    try {
      return NetworkNamespace.create();
    } catch (SystemException e) {
      assertThat(e.errno()).isEqualTo(Errno.EPERM);
      assumeThat(e.errno())
          .as("making network namespaces needs root, or root of a user namespace")
          .isNotEqualTo(Errno.EPERM);
      throw e;
    }
  }
}
