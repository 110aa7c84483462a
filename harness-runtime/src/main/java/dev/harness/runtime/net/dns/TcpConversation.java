package dev.harness.runtime.net.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a container to the name server: a question, its answer, and so on. */
final class TcpConversation implements DnsLoop.Port {
  private static final Logger LOG = LoggerFactory.getLogger(TcpConversation.class);
  private static final int LONGEST_QUESTION = 4096;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final SocketChannel channel;
  private final ContainerDns dns;
  private final DnsLoop loop;
  private final ByteBuffer in = ByteBuffer.allocate(Short.BYTES + LONGEST_QUESTION);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private long lastSign = System.nanoTime();

  TcpConversation(SocketChannel channel, ContainerDns dns, DnsLoop loop) {
    this.channel = channel;
    this.dns = dns;
    this.loop = loop;
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    lastSign = System.nanoTime();
    if (key.isWritable()) {
      write(key);
    } else if (channel.read(in) < 0) {
      DnsLoop.close(key);
    } else {
      ask(key);
    }
  }

  @Override
  public boolean isOver() {
    return System.nanoTime() - lastSign > PATIENCE_NANOS;
  }

  /** Asks the question that is there, if it is whole; until it is answered nothing is read. */
  private void ask(SelectionKey key) {
    int length = in.position() < Short.BYTES ? 0 : Short.toUnsignedInt(in.getShort(0));
    if (length > LONGEST_QUESTION) {
      DnsLoop.close(key);
      return;
    }
    if (length == 0 || in.position() < Short.BYTES + length) {
      key.interestOps(SelectionKey.OP_READ);
      return;
    }
    key.interestOps(0);
    byte[] question = new byte[length];
    in.flip().position(Short.BYTES).get(question);
    in.compact();
    dns.answer(ByteBuffer.wrap(question), true, answer -> reply(key, answer));
  }

  private void reply(SelectionKey key, ByteBuffer answer) {
    var unused =
        loop.execute(
            () -> {
              out = ByteBuffer.allocate(Short.BYTES + answer.remaining());
              out.putShort((short) answer.remaining()).put(answer).flip();
              if (key.isValid()) {
                writeOrClose(key);
              }
            });
  }

  private void writeOrClose(SelectionKey key) {
    try {
      write(key);
    } catch (IOException e) {
      LOG.debug("cannot answer by TCP: {}", e.getMessage());
      DnsLoop.close(key);
    }
  }

  private void write(SelectionKey key) throws IOException {
    channel.write(out);
    if (out.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      ask(key);
    }
  }
}
