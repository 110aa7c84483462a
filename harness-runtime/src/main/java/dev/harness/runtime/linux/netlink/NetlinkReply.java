package dev.harness.runtime.linux.netlink;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One message from the kernel, checked against the bytes that are there. */
record NetlinkReply(int type, int flags, int sequence, ByteBuffer body) {
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int CAPPED = 0x100;
  private static final int WITH_ATTRIBUTES = 0x200;
  private static final int MESSAGE_ATTRIBUTE = 1;
  private static final int ALIGNMENT = 4;

  /** Reads the message at the position of {@code datagram} and moves on to the next. */
  static NetlinkReply read(ByteBuffer datagram) {
    int start = datagram.position();
    int length = datagram.remaining() < NetlinkRequest.HEADER ? -1 : datagram.getInt(start);
    if (length < NetlinkRequest.HEADER || length > datagram.remaining()) {
      throw new SystemException("netlink", Errno.EBADMSG, "length=" + length);
    }
    int type = Short.toUnsignedInt(datagram.getShort(start + 4));
    int flags = Short.toUnsignedInt(datagram.getShort(start + 6));
    int sequence = datagram.getInt(start + 8);
    byte[] body = new byte[length - NetlinkRequest.HEADER];
    datagram.get(start + NetlinkRequest.HEADER, body);
    int next = start + ((length + ALIGNMENT - 1) & -ALIGNMENT);
    datagram.position(Math.min(next, datagram.limit()));
    return new NetlinkReply(type, flags, sequence, inOrder(body));
  }

  /** Whether it ends the answer: an acknowledgement, a failure, or the end of a list. */
  boolean isResult() {
    return type == ERROR || type == DONE;
  }

  /** The failure that a result reports, if it does. */
  Optional<SystemException> failure(NetlinkRequest request) {
    int errno = body.remaining() < Integer.BYTES ? 0 : -body.getInt(0);
    if (errno == 0) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("request=" + request.purpose());
    explanation().ifPresent(text -> arguments.add("kernel=" + text));
    return Optional.of(
        new SystemException("netlink", Errno.of(errno), arguments.toArray(String[]::new)));
  }

  /** The kernel's own words: an attribute behind the errno and the request's header or all of it. */
  private Optional<String> explanation() {
    if (type != ERROR || (flags & WITH_ATTRIBUTES) == 0) {
      return Optional.empty();
    }
    int repeated = (flags & CAPPED) != 0 ? NetlinkRequest.HEADER : body.getInt(Integer.BYTES);
    int at = Integer.BYTES + ((repeated + ALIGNMENT - 1) & -ALIGNMENT);
    if (repeated < 0 || at > body.capacity()) {
      return Optional.empty();
    }
    return Attributes.read(body, at)
        .find(MESSAGE_ATTRIBUTE)
        .map(value -> StandardCharsets.UTF_8.decode(value).toString().replace("\0", ""));
  }

  private static ByteBuffer inOrder(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
