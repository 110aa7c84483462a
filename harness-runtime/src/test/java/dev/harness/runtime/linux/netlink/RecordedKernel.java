package dev.harness.runtime.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** The kernel's end of a session: keeps what is sent, answers what was recorded. */
final class RecordedKernel implements NetlinkTransport {
  private final List<String> sent = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private boolean closed;

  /** Answers the next receptions with these datagrams, in hexadecimal. */
  RecordedKernel answering(String... datagrams) {
    answers.addAll(List.of(datagrams));
    return this;
  }

  /** The datagrams sent so far, in hexadecimal. */
  List<String> sent() {
    return sent;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void send(ByteBuffer direct) {
    byte[] bytes = new byte[direct.remaining()];
    direct.get(bytes);
    sent.add(HexFormat.of().formatHex(bytes));
  }

  @Override
  public void receive(ByteBuffer direct) {
    direct.clear().put(HexFormat.of().parseHex(answers.remove())).flip();
  }

  @Override
  public void close() {
    closed = true;
  }
}
