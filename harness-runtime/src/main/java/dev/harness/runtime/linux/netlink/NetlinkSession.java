package dev.harness.runtime.linux.netlink;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A conversation with one part of the kernel about one network namespace: the one that the thread
 * was in which opened it.
 *
 * <p>Any thread may use it, one at a time.
 */
public final class NetlinkSession implements AutoCloseable {
  /** More than any answer to what we ask; the kernel dumps at most 32 KiB at once. */
  private static final int RECEIVE_BYTES = 32 * 1024;

  private static final int SEND_BYTES = 8 * 1024;
  private static final int NO_SEQUENCE = 0;

  private final NetlinkTransport transport;
  private final ByteBuffer out = direct(SEND_BYTES);
  private final ByteBuffer in = direct(RECEIVE_BYTES);
  private int sequence = NO_SEQUENCE;

  NetlinkSession(NetlinkTransport transport) {
    this.transport = transport;
  }

  /** Opens a session about the calling thread's network namespace. */
  public static NetlinkSession open(NetlinkProtocol protocol) {
    return new NetlinkSession(KernelTransport.open(protocol.number));
  }

  /**
   * Asks for changes, all in one message to the kernel, and waits until all are made.
   *
   * @throws SystemException for the first that failed; those after it were tried nevertheless,
   *     unless they are one transaction
   */
  public void change(NetlinkRequest... requests) {
    int first = sequence + 1;
    send(requests);
    List<SystemException> failures = new ArrayList<>(0);
    long awaited = Arrays.stream(requests).filter(NetlinkRequest::isAcknowledged).count();
    while (awaited > 0) {
      transport.receive(in);
      while (in.hasRemaining()) {
        NetlinkReply reply = NetlinkReply.read(in);
        int index = reply.sequence() - first;
        if (index >= 0 && index < requests.length && reply.isResult()) {
          reply.failure(requests[index]).ifPresent(failures::add);
          // What begins a transaction is answered only when nothing of it is done.
          awaited = requests[index].isAcknowledged() ? awaited - 1 : 0;
        }
      }
    }
    throwFirst(failures);
  }

  /**
   * Asks a question and returns the bodies of all answers.
   *
   * @throws SystemException when the kernel refuses to answer
   */
  public List<ByteBuffer> ask(NetlinkRequest request) {
    send(request);
    List<ByteBuffer> answers = new ArrayList<>();
    while (true) {
      transport.receive(in);
      while (in.hasRemaining()) {
        NetlinkReply reply = NetlinkReply.read(in);
        if (reply.sequence() != sequence) {
          continue;
        }
        if (reply.isResult()) {
          reply.failure(request).ifPresent(NetlinkSession::raise);
          return answers;
        }
        answers.add(reply.body());
      }
    }
  }

  @Override
  public void close() {
    transport.close();
  }

  private void send(NetlinkRequest... requests) {
    out.clear();
    for (NetlinkRequest request : requests) {
      if (request.size() > out.remaining()) {
        throw new SystemException("netlink", Errno.EMSGSIZE, "request=" + request.purpose());
      }
      request.put(out, ++sequence);
    }
    transport.send(out.flip());
  }

  private static void throwFirst(List<SystemException> failures) {
    if (!failures.isEmpty()) {
      SystemException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  private static void raise(SystemException failure) {
    throw failure;
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
