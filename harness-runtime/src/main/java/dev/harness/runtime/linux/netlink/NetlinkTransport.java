package dev.harness.runtime.linux.netlink;

import java.nio.ByteBuffer;

/** Where the bytes of a session go: the kernel, or a test's recording of it. */
interface NetlinkTransport extends AutoCloseable {

  /** Sends all that remains of a direct buffer as one datagram. */
  void send(ByteBuffer direct);

  /** Receives one datagram at the start of a direct buffer and flips it. */
  void receive(ByteBuffer direct);

  @Override
  void close();
}
