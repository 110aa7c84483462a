package dev.harness.runtime.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes behind the fixed part of an answer, by type; cut-off ones are left out. */
final class Attributes {
  private static final int HEADER = 4;
  private static final int ALIGNMENT = 4;
  private static final int TYPE_MASK = 0x3fff;

  private final Map<Integer, ByteBuffer> values;

  private Attributes(Map<Integer, ByteBuffer> values) {
    this.values = values;
  }

  /** Reads all attributes of {@code body} from {@code at} to its end. */
  static Attributes read(ByteBuffer body, int at) {
    Map<Integer, ByteBuffer> values = new HashMap<>();
    int position = at;
    while (position + HEADER <= body.limit()) {
      int length = Short.toUnsignedInt(body.getShort(position));
      int type = Short.toUnsignedInt(body.getShort(position + 2)) & TYPE_MASK;
      if (length < HEADER || position + length > body.limit()) {
        break;
      }
      ByteBuffer value = body.slice(position + HEADER, length - HEADER);
      values.put(type, value.order(ByteOrder.nativeOrder()));
      position += (length + ALIGNMENT - 1) & -ALIGNMENT;
    }
    return new Attributes(values);
  }

  /** The value of an attribute, if it is there. */
  Optional<ByteBuffer> find(int type) {
    return Optional.ofNullable(values.get(type))
        .map(value -> value.duplicate().order(value.order()));
  }
}
