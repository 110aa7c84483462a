package dev.harness.runtime.linux.socket;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sockets of the internet protocols, call by call.
 *
 * <p>The JDK's sockets listen as soon as they are bound; these do not. A socket belongs to the
 * network namespace of the thread that made it and can be used from every thread.
 */
public final class Sockets {
  /**
   * Reno, which sends as much as the receiver takes until something is lost: right within one machine,
   * where nothing is and others, such as BBR, only hold back. Every kernel has it, for everybody.
   */
  public static final String CONGESTION_CONTROL_WITHIN_MACHINE = "reno";

  private static final long AF_INET = 2;
  private static final long AF_INET6 = 10;
  private static final long AF_NETLINK = 16;
  private static final long SOCK_STREAM = 1;
  private static final long SOCK_DGRAM = 2;
  private static final long SOCK_RAW = 3;
  private static final long SOCK_NONBLOCK = 0x800;
  private static final long SOCK_CLOEXEC = 0x80000;
  private static final int SOCKADDR_NL = 12;
  private static final long SOL_SOCKET = 1;
  private static final long SO_ERROR = 4;
  private static final long IPPROTO_ICMP = 1;
  private static final long F_SETFL = 4;

  private Sockets() {}

  /** Which half of a connection to shut down. */
  public enum Half {
    READ(0),
    WRITE(1),
    BOTH(2);

    private final int number;

    Half(int number) {
      this.number = number;
    }
  }

  /** Makes a TCP socket of the family of {@code address} in the calling thread's namespace. */
  public static Fd tcp(InetAddress address) {
    return socket(family(address), SOCK_STREAM | SOCK_CLOEXEC, 0);
  }

  /** Like {@link #tcp}, but {@link #accept} on it does not block. */
  public static Fd tcpNonBlocking(InetAddress address) {
    return socket(family(address), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  }

  /** Makes a UDP socket of the family of {@code address}, which does not block. */
  public static Fd udpNonBlocking(InetAddress address) {
    return socket(family(address), SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  }

  /**
   * Makes a socket that sends echo requests over IPv4 and receives their replies, as {@code icmp(7)}
   * has it; it does not block.
   *
   * @throws SystemException with {@code EACCES} when {@code net.ipv4.ping_group_range} leaves the
   *     group of this process out
   */
  public static Fd pingNonBlocking() {
    return socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_ICMP);
  }

  /** Makes a socket that sends any ICMP message over IPv4, and receives none. */
  public static Fd icmpSender() {
    Fd socket = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_ICMP);
    try {
      set(socket, SocketOption.ICMP_FILTER, ~0);
      return socket;
    } catch (SystemException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Makes a netlink socket that talks to the kernel's side of {@code protocol} in the calling
   * thread's namespace, and to nobody else.
   */
  public static Fd netlink(int protocol) {
    Fd socket = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer kernel = memory.allocate(SOCKADDR_NL);
      kernel.putShort(0, (short) AF_NETLINK);
      long at = NativeMemory.address(kernel);
      check("connect", Kernel.attempt(SystemCall.CONNECT, socket.number(), at, SOCKADDR_NL));
      return socket;
    } catch (SystemException e) {
      socket.close();
      throw e;
    }
  }

  /** Binds a socket; port 0 lets the kernel choose. */
  public static void bind(Fd socket, InetSocketAddress address) {
    addressed(SystemCall.BIND, socket, address);
  }

  /** Connects a socket; blocks until that succeeded or failed, or the socket is shut down. */
  public static void connect(Fd socket, InetSocketAddress address) {
    addressed(SystemCall.CONNECT, socket, address);
  }

  /**
   * Begins to connect a socket that does not block, or goes on with that; it can be written to when
   * that is over.
   *
   * @return whether it is connected already
   * @throws SystemException when that has failed already
   */
  public static boolean beginConnect(Fd socket, InetSocketAddress address) {
    long result = attempt(SystemCall.CONNECT, socket, address);
    if (Kernel.failedWith(result, Errno.EINPROGRESS) || Kernel.failedWith(result, Errno.EALREADY)) {
      return false;
    }
    requireAddressed(SystemCall.CONNECT, result, socket, address);
    return true;
  }

  /** Why a socket failed, if it did since this was last asked. */
  public static Optional<Errno> failure(Fd socket) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer number = memory.allocate(Integer.BYTES);
      ByteBuffer size = memory.allocate(Integer.BYTES);
      size.putInt(0, Integer.BYTES);
      long at = NativeMemory.address(number);
      long sizeAt = NativeMemory.address(size);
      check(
          "getsockopt",
          Kernel.attempt(SystemCall.GETSOCKOPT, socket.number(), SOL_SOCKET, SO_ERROR, at, sizeAt),
          socket.toString());
      return number.getInt(0) == 0 ? Optional.empty() : Optional.of(Errno.of(number.getInt(0)));
    }
  }

  /** Lets calls wait on a socket that was made not to block. */
  public static void letBlock(Fd socket) {
    check(
        "fcntl", Kernel.attempt(SystemCall.FCNTL, socket.number(), F_SETFL, 0), socket.toString());
  }

  /** Lets a bound socket take connections, {@code backlog} of them before they are accepted. */
  public static void listen(Fd socket, int backlog) {
    check("listen", Kernel.attempt(SystemCall.LISTEN, socket.number(), backlog), socket.toString());
  }

  /**
   * Takes a connection of a listening socket.
   *
   * @return the connection, which blocks; empty when none waits and the listener does not block
   */
  public static Optional<Fd> accept(Fd listener) {
    long fd = Kernel.attempt(SystemCall.ACCEPT4, listener.number(), 0, 0, SOCK_CLOEXEC);
    if (Kernel.failedWith(fd, Errno.EAGAIN) || Kernel.failedWith(fd, Errno.ECONNABORTED)) {
      return Optional.empty();
    }
    check("accept4", fd, listener.toString());
    return Optional.of(Fd.owning((int) fd));
  }

  /** The address that a socket is bound to. */
  public static InetSocketAddress localAddress(Fd socket) {
    return addressBy(SystemCall.GETSOCKNAME, socket);
  }

  /** The address that a socket is connected to. */
  public static InetSocketAddress peerAddress(Fd socket) {
    return addressBy(SystemCall.GETPEERNAME, socket);
  }

  private static InetSocketAddress addressBy(SystemCall call, Fd socket) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer address = memory.allocate(SocketAddressBytes.MAXIMUM);
      ByteBuffer size = memory.allocate(Integer.BYTES);
      size.putInt(0, SocketAddressBytes.MAXIMUM);
      long at = NativeMemory.address(address);
      long sizeAt = NativeMemory.address(size);
      check(call.callName(), Kernel.attempt(call, socket.number(), at, sizeAt), socket.toString());
      return SocketAddressBytes.get(address);
    }
  }

  /**
   * Shuts down a connection or a listener; calls that block on it return.
   *
   * <p>A socket that is not, or no longer, connected is left as it is.
   */
  public static void shutdown(Fd socket, Half half) {
    long result = Kernel.attempt(SystemCall.SHUTDOWN, socket.number(), half.number);
    if (!Kernel.failedWith(result, Errno.ENOTCONN)) {
      check("shutdown", result, socket.toString(), "how=" + half);
    }
  }

  /** Lets {@code close} reset the connection instead of ending it. */
  public static void resetOnClose(Fd socket) {
    set(socket, SocketOption.LINGER, 1, 0);
  }

  /** Sets an option to one number, or to a structure of several. */
  public static void set(Fd socket, SocketOption option, int... numbers) {
    ByteBuffer value =
        ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.nativeOrder());
    value.asIntBuffer().put(numbers);
    set(socket, option, value.array());
  }

  /** Lets a TCP socket, and the connections that it will accept, send as suits one machine. */
  public static void sendWithinMachine(Fd socket) {
    byte[] name = CONGESTION_CONTROL_WITHIN_MACHINE.getBytes(StandardCharsets.US_ASCII);
    set(socket, SocketOption.CONGESTION_CONTROL, name);
  }

  private static void set(Fd socket, SocketOption option, byte[] value) {
    try (NativeMemory memory = new NativeMemory()) {
      long at = memory.bytes(value);
      check(
          "setsockopt",
          Kernel.attempt(
              SystemCall.SETSOCKOPT,
              socket.number(),
              option.level,
              option.number,
              at,
              value.length),
          socket.toString(),
          "option=" + option);
    }
  }

  private static Fd socket(long family, long type, long protocol) {
    long fd = Kernel.attempt(SystemCall.SOCKET, family, type, protocol);
    check("socket", fd, "family=" + family, "protocol=" + protocol);
    return Fd.owning((int) fd);
  }

  private static void addressed(SystemCall call, Fd socket, InetSocketAddress address) {
    requireAddressed(call, attempt(call, socket, address), socket, address);
  }

  private static long attempt(SystemCall call, Fd socket, InetSocketAddress address) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer bytes = memory.allocate(SocketAddressBytes.MAXIMUM);
      int size = SocketAddressBytes.put(bytes, address);
      return Kernel.attempt(call, socket.number(), NativeMemory.address(bytes), size);
    }
  }

  private static void requireAddressed(
      SystemCall call, long result, Fd socket, InetSocketAddress address) {
    if (result < 0) {
      check(
          call.callName(),
          result,
          socket.toString(),
          "address=" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }
  }

  private static long family(InetAddress address) {
    return address instanceof Inet4Address ? AF_INET : AF_INET6;
  }

  private static void check(String call, long result, String... arguments) {
    if (result < 0) {
      throw new SystemException(call, Errno.of((int) -result), arguments);
    }
  }
}
