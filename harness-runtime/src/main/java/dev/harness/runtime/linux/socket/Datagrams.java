package dev.harness.runtime.linux.socket;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Receiving and sending of datagrams on sockets that do not block. */
public final class Datagrams {
  /** The longest that UDP can carry. */
  public static final int MAXIMUM = 0xFFFF;

  private Datagrams() {}

  /**
   * Receives a datagram to the start of a direct buffer, and flips it.
   *
   * @return whether there was one
   * @throws dev.harness.runtime.linux.SystemException when one that was sent before was refused
   */
  public static boolean receive(Fd socket, ByteBuffer direct) {
    return receive(socket, direct, 0, 0);
  }

  /** Like {@link #receive}, and tells who sent it; nothing when there was none. */
  public static Optional<InetSocketAddress> receiveFrom(Fd socket, ByteBuffer direct) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer address = memory.allocate(SocketAddressBytes.MAXIMUM);
      ByteBuffer size = memory.allocate(Integer.BYTES);
      size.putInt(0, SocketAddressBytes.MAXIMUM);
      long at = NativeMemory.address(address);
      boolean received = receive(socket, direct, at, NativeMemory.address(size));
      return received ? Optional.of(SocketAddressBytes.get(address)) : Optional.empty();
    }
  }

  /**
   * Sends what remains of a direct buffer to where the socket is connected to; what the kernel has
   * no room for is lost.
   *
   * @throws dev.harness.runtime.linux.SystemException when it cannot be sent
   */
  public static void send(Fd socket, ByteBuffer direct) {
    send(socket, direct, 0, 0);
  }

  /** Like {@link #send}, to an address. */
  public static void sendTo(Fd socket, ByteBuffer direct, InetSocketAddress to) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer address = memory.allocate(SocketAddressBytes.MAXIMUM);
      int size = SocketAddressBytes.put(address, to);
      send(socket, direct, NativeMemory.address(address), size);
    }
  }

  private static void send(Fd socket, ByteBuffer direct, long addressAt, int size) {
    long at = NativeMemory.address(direct) + direct.position();
    long sent =
        Kernel.attempt(
            SystemCall.SENDTO, socket.number(), at, direct.remaining(), 0, addressAt, size);
    if (!Kernel.failedWith(sent, Errno.EAGAIN) && !Kernel.failedWith(sent, Errno.ENOBUFS)) {
      Calls.require(sent, "sendto", () -> new String[] {socket.toString()});
    }
  }

  private static boolean receive(Fd socket, ByteBuffer direct, long addressAt, long sizeAt) {
    direct.clear();
    long at = NativeMemory.address(direct);
    long count =
        Kernel.attempt(
            SystemCall.RECVFROM, socket.number(), at, direct.capacity(), 0, addressAt, sizeAt);
    if (Kernel.failedWith(count, Errno.EAGAIN)) {
      return false;
    }
    Calls.require(count, "recvfrom", () -> new String[] {socket.toString()});
    direct.limit((int) count);
    return true;
  }
}
