package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.netlink.PacketQueue;

/** What a container hears of a packet that went no further as it was; by its mark the rules know. */
enum Answer {
  /** Nothing of ours: the hub itself answers, or the packet is lost there. */
  PASS(0),
  /** A connection is refused. */
  RESET(1),
  HOST_UNREACHABLE(2),
  NET_UNREACHABLE(3),
  PROHIBITED(4),
  /** To the listener of the ways out. */
  LEAD(5),
  PORT_UNREACHABLE(6),
  /** Silence. */
  NOTHING(-1);

  private final int mark;

  Answer(int mark) {
    this.mark = mark;
  }

  int mark() {
    return mark;
  }

  /** Decides about a packet that is held. */
  void give(PacketQueue queue, int packet) {
    if (this == NOTHING) {
      queue.drop(packet);
    } else {
      queue.accept(packet, mark);
    }
  }

  /** What the kernel of the host said, said on to the container (N24). */
  static Answer to(Errno errno) {
    return switch (errno) {
      case ECONNREFUSED, ECONNRESET -> RESET;
      case ENETUNREACH, ENETDOWN -> NET_UNREACHABLE;
      case EACCES, EPERM -> PROHIBITED;
      case ETIMEDOUT -> NOTHING;
      default -> HOST_UNREACHABLE;
    };
  }
}
