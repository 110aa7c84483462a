package dev.harness.runtime.net.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.netlink.Links;
import dev.harness.runtime.linux.netlink.NetlinkProtocol;
import dev.harness.runtime.linux.netlink.NetlinkSession;
import dev.harness.runtime.linux.process.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
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

  /** Makes one that stands for a host: its loopback link is up. Skips as {@link #create} does. */
  public static TestNamespace createHost() {
    TestNamespace host = create();
    host.call(
        () -> {
          try (NetlinkSession session = NetlinkSession.open(NetlinkProtocol.ROUTE)) {
            session.change(Links.setUp(Links.LOOPBACK));
          }
          return true;
        });
    return host;
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

  /** Connects from inside, within ten seconds. */
  public Socket connect(InetSocketAddress address) throws IOException {
    return connect(address, Duration.ofSeconds(10));
  }

  /** Connects from inside; the patience is for those who expect no answer. */
  public Socket connect(InetSocketAddress address, Duration patience) throws IOException {
    Socket socket = call(TestNamespace::unconnected);
    try {
      socket.connect(address, (int) patience.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void close() {
    namespace.close();
  }

  /** Its descriptor is made with it, which is what belongs to the namespace. */
  private static Socket unconnected() throws IOException {
    Socket socket = new Socket();
    socket.setReuseAddress(true);
    return socket;
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
