package dev.harness.runtime.linux.socket;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Receiving and sending on connected sockets without waiting, even if they block otherwise. */
public final class Streams {
  private static final long MSG_DONTWAIT = 0x40;

  /** Where there is none, its size is not looked at. */
  private static final long NO_ADDRESS = 0;

  private Streams() {}

  /**
   * Receives what has come into a direct buffer, from its position on, and advances it.
   *
   * @return the number of bytes, 0 at the end; nothing when none have come
   * @throws dev.harness.runtime.linux.SystemException when the other side is gone
   */
  public static OptionalInt receive(Fd socket, ByteBuffer direct) {
    long at = NativeMemory.address(direct) + direct.position();
    long count =
        Kernel.attempt(
            SystemCall.RECVFROM, socket.number(), at, direct.remaining(), MSG_DONTWAIT, NO_ADDRESS);
    if (Kernel.failedWith(count, Errno.EAGAIN)) {
      return OptionalInt.empty();
    }
    Calls.require(count, "recvfrom", () -> new String[] {socket.toString()});
    direct.position(direct.position() + (int) count);
    return OptionalInt.of((int) count);
  }

  /**
   * Sends as much of what remains of a direct buffer as there is room for, and advances it.
   *
   * @throws dev.harness.runtime.linux.SystemException when the other side is gone
   */
  public static void send(Fd socket, ByteBuffer direct) {
    long at = NativeMemory.address(direct) + direct.position();
    long count =
        Kernel.attempt(
            SystemCall.SENDTO, socket.number(), at, direct.remaining(), MSG_DONTWAIT, NO_ADDRESS);
    if (!Kernel.failedWith(count, Errno.EAGAIN)) {
      Calls.require(count, "sendto", () -> new String[] {socket.toString()});
      direct.position(direct.position() + (int) count);
    }
  }
}
