package dev.harness.runtime.linux.netlink;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * What to ask the kernel: one message, still without its sequence number.
 *
 * <p>Layout: {@code struct nlmsghdr} of {@code linux/netlink.h}, then the body.
 */
public final class NetlinkRequest {
  static final int HEADER = 16;

  static final int REQUEST = 0x001;
  static final int ACKNOWLEDGE = 0x004;
  static final int DUMP = 0x300;
  static final int EXCLUSIVE = 0x200;
  static final int CREATE = 0x400;

  private static final int ALIGNMENT = 4;

  private final String purpose;
  private final int type;
  private final int flags;
  private final byte[] body;

  private NetlinkRequest(String purpose, int type, int flags, byte[] body) {
    this.purpose = purpose;
    this.type = type;
    this.flags = flags | REQUEST;
    this.body = body;
  }

  /** Makes a request; errors name its {@code purpose}. */
  static NetlinkRequest of(String purpose, int type, int flags, Consumer<AttributeWriter> body) {
    AttributeWriter writer = new AttributeWriter();
    body.accept(writer);
    return new NetlinkRequest(purpose, type, flags, writer.toByteArray());
  }

  /** What it is for, such as {@code create bridge harness0}. */
  public String purpose() {
    return purpose;
  }

  /** Whether the kernel answers also when all went well. */
  boolean isAcknowledged() {
    return (flags & ACKNOWLEDGE) != 0;
  }

  /** The bytes that the message takes in a batch. */
  int size() {
    return (HEADER + body.length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Appends the message to a batch. */
  void put(ByteBuffer batch, int sequence) {
    int end = batch.position() + size();
    batch.putInt(HEADER + body.length).putShort((short) type).putShort((short) flags);
    batch.putInt(sequence).putInt(0).put(body);
    batch.position(end);
  }
}
