package dev.harness.runtime.net.testing;

import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.BridgeSpec;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.Hub;
import dev.harness.runtime.net.Subnet;
import dev.harness.runtime.net.publish.Publication;
import dev.harness.runtime.net.publish.Publisher;
import dev.harness.runtime.net.publish.Reservation;
import dev.harness.runtime.net.relay.Faults;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An empty container on a bridge, whose ports a test publishes. */
public final class PublishingContainer implements AutoCloseable {
  /** The port that a test publishes when it is all the same. */
  public static final int PORT = 5432;

  private final TestNamespace namespace = TestNamespace.create();
  private final Hub hub = Hub.open();
  private final Attachment attachment =
      hub.bridge(BridgeSpec.of("harness0", Subnet.parse("172.17.0.0/16"))).attach(namespace.fd());
  private final Publisher publisher = Publisher.open(hub);
  private final Faults faults = new Faults();

  /** What is wrong with its published ports. */
  public Faults faults() {
    return faults;
  }

  public TestNamespace namespace() {
    return namespace;
  }

  /** Listens inside, on all addresses. */
  public ServerSocket listen() {
    return namespace.call(() -> new ServerSocket(PORT));
  }

  /** Publishes a port on a free one of the host. */
  public Publication publish(int port) {
    return publish(Reservation.onLoopback(ContainerPort.tcp(port), 0));
  }

  /** Publishes a reserved port. */
  public Publication publish(Reservation reservation) {
    return publish(reservation, Publisher.Opening.WHEN_LISTENING);
  }

  /** Publishes a reserved port, which opens as told. */
  public Publication publish(Reservation reservation, Publisher.Opening opening) {
    return publisher.publish(reservation, attachment, faults, opening, namespace.fd());
  }

  /** Publishes the port on which something listens inside. */
  public Publication publishListening() {
    Publication publication = publish(PORT);
    publication.listening().toCompletableFuture().join();
    return publication;
  }

  /** Connects to a published port on 127.0.0.1. */
  public static Socket connect(Publication publication) throws IOException {
    InetSocketAddress address = publication.addresses().get(0);
    return new Socket(address.getAddress(), address.getPort());
  }

  /** Ends the threads that publish, once nothing is published any more. */
  public void endThreads() {
    publisher.close();
  }

  @Override
  public void close() {
    publisher.close();
    attachment.close();
    hub.close();
    namespace.close();
  }
}
