package dev.harness.runtime.net.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the servers that are to know all names.
 *
 * <p>Every question has a socket of its own, hence a port that the kernel chose, and an id that
 * nobody can guess; answers to anything else are not taken (H64).
 */
final class Forwarder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final int THREADS = 64;
  private static final int IDLE_SECONDS = 30;
  private static final int TIMEOUT_MILLIS = 4000;
  private static final int LONGEST = 0xFFFF;
  private static final int RESPONSE = 0x80;
  private static final int TRUNCATED = 0x02;

  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger count = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "harness-dns-forward-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Asks, on a thread of its own.
   *
   * @param message the whole message, which is copied
   * @param wholly whether an answer that is cut off is to be asked for again by TCP
   * @param taker gets the answer, or nothing when nobody answered; runs on the asking thread
   * @return false when too many questions wait already
   */
  boolean ask(
      Upstream upstream,
      DnsQuery query,
      ByteBuffer message,
      boolean wholly,
      Consumer<Optional<ByteBuffer>> taker) {
    byte[] copy = new byte[message.limit()];
    message.duplicate().position(0).get(copy);
    try {
      threads.execute(() -> taker.accept(askAll(upstream, query, copy, wholly)));
      return true;
    } catch (RejectedExecutionException full) {
      LOG.debug("too many names are asked for at once");
      return false;
    }
  }

  private Optional<ByteBuffer> askAll(
      Upstream upstream, DnsQuery query, byte[] message, boolean wholly) {
    byte[] question = message.clone();
    int id = random.nextInt(LONGEST + 1);
    putId(question, id);
    for (InetSocketAddress server : upstream.servers()) {
      try {
        byte[] answer = askByUdp(upstream, server, question, query.end());
        if (wholly && (answer[2] & TRUNCATED) != 0) {
          answer = askByTcp(upstream, server, question, query.end());
        }
        putId(answer, query.id());
        return Optional.of(ByteBuffer.wrap(answer));
      } catch (IOException e) {
        LOG.debug("name server {} does not answer: {}", server, e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static byte[] askByUdp(
      Upstream upstream, InetSocketAddress server, byte[] question, int end) throws IOException {
    try (DatagramSocket socket = upstream.udp()) {
      // From now on the kernel takes datagrams of this server only.
      socket.connect(server);
      socket.send(new DatagramPacket(question, question.length));
      byte[] buffer = new byte[LONGEST];
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
      while (true) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new SocketTimeoutException("only other datagrams come");
        }
        socket.setSoTimeout((int) left);
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = Arrays.copyOf(buffer, packet.getLength());
        if (isAnswerTo(question, end, answer)) {
          return answer;
        }
      }
    }
  }

  private static byte[] askByTcp(
      Upstream upstream, InetSocketAddress server, byte[] question, int end) throws IOException {
    try (Socket socket = upstream.tcp()) {
      socket.connect(server, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      ByteBuffer out = ByteBuffer.allocate(Short.BYTES + question.length);
      out.putShort((short) question.length).put(question);
      socket.getOutputStream().write(out.array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      if (!isAnswerTo(question, end, answer)) {
        throw new IOException("it answers another question");
      }
      return answer;
    }
  }

  /** The same id, and the same question in the same bytes. */
  static boolean isAnswerTo(byte[] question, int end, byte[] answer) {
    return answer.length >= end
        && answer[0] == question[0]
        && answer[1] == question[1]
        && (answer[2] & RESPONSE) != 0
        && answer[4] == 0
        && answer[5] == 1
        && Arrays.equals(question, DnsQuery.HEADER, end, answer, DnsQuery.HEADER, end);
  }

  private static void putId(byte[] message, int id) {
    ByteBuffer.wrap(message).putShort(0, (short) id);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
