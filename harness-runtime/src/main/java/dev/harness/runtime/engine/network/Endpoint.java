package dev.harness.runtime.engine.network;

import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.RandomId;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.Attachment;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** The place of a running container in a network, until closed. */
public final class Endpoint implements AutoCloseable {
  private final String id = RandomId.next();
  private final Network network;
  private final Member member;
  private final EndpointRequest request;
  private final Fd namespace;
  private final Attachment attachment;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Borrows the container's network namespace until closed. */
  Endpoint(
      Network network,
      Member member,
      EndpointRequest request,
      Fd namespace,
      Attachment attachment) {
    this.network = network;
    this.member = member;
    this.request = request;
    this.namespace = namespace;
    this.attachment = attachment;
  }

  /** Its identity: 64 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** Where it is. */
  public Network network() {
    return network;
  }

  /** Whose it is. */
  public Member member() {
    return member;
  }

  /** Address and link. */
  public Attachment attachment() {
    return attachment;
  }

  /** The hardware address of its link, as {@code 02:42:ac:12:00:02}. */
  public String mac() {
    return attachment.mac().toString();
  }

  /** Whether the others of the network find it by this name, which has no capitals. */
  boolean isNamed(String wanted) {
    List<String> names = member.names(request.aliases());
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.equals(wanted) || (name + "." + network.zone()).equals(wanted));
  }

  /** Leads what the container sends to another of the network by TCP to the engine. */
  void detour(Endpoint to) {
    attachment.detour(namespace, to.attachment);
  }

  /** Takes {@link #detour} back. */
  void direct(Endpoint to) {
    attachment.direct(namespace, to.attachment);
  }

  /** Leaves the network at once, and waits until the container's link is gone. */
  public void leave() {
    close();
    attachment.detach();
  }

  /** Leaves the network; the container's link goes in the background. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      network.leaving(this);
      attachment.close();
      network.left(this);
    }
  }
}
