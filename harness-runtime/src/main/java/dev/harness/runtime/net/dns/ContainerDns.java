package dev.harness.runtime.net.dns;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The answers to one container: its own names at once, others when somebody else answers. */
final class ContainerDns {
  /** More than any program asks at once, and half of what all containers can. */
  private static final int MAXIMUM_WAITING = 32;

  private static final int LONGEST = 0xFFFF;

  private final Resolution resolution;
  private final Forwarder forwarder;
  private final Upstream upstream;
  private final AtomicInteger waiting = new AtomicInteger();

  ContainerDns(NameSource names, Forwarder forwarder, Upstream upstream) {
    this.resolution = new Resolution(names);
    this.forwarder = forwarder;
    this.upstream = upstream;
  }

  /**
   * Answers a message.
   *
   * @param message borrowed, from 0 to its limit
   * @param stream whether it came by TCP, so that an answer may have any length
   * @param reply gets the answer, on this thread or another; never when there can be none
   */
  void answer(ByteBuffer message, boolean stream, Consumer<ByteBuffer> reply) {
    Optional<Integer> id = DnsQuery.idOf(message);
    if (id.isEmpty()) {
      return;
    }
    try {
      DnsQuery query = DnsQuery.parse(message);
      int limit = stream ? LONGEST : query.payloadBytes();
      Optional<ByteBuffer> known = resolution.answer(query, message, limit);
      if (known.isPresent()) {
        reply.accept(known.get());
      } else {
        forward(query, message, stream, reply);
      }
    } catch (DnsQuery.Malformed malformed) {
      reply.accept(DnsAnswer.malformed(id.get()));
    }
  }

  private void forward(
      DnsQuery query, ByteBuffer message, boolean stream, Consumer<ByteBuffer> reply) {
    ByteBuffer failed = new DnsAnswer(query, message).empty(DnsAnswer.Code.FAILED);
    boolean asked = false;
    if (waiting.incrementAndGet() <= MAXIMUM_WAITING) {
      asked =
          forwarder.ask(
              upstream,
              query,
              message,
              stream,
              answer -> {
                waiting.decrementAndGet();
                reply.accept(answer.orElse(failed));
              });
    }
    if (!asked) {
      waiting.decrementAndGet();
      reply.accept(failed);
    }
  }
}
