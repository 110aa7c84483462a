package dev.harness.runtime.net.publish;

import java.util.List;

/** What comes to a published port and goes on into the container, by the port's protocol. */
sealed interface Traffic permits TcpTraffic, UdpTraffic {
  /** Takes what comes, from now on; borrows the sockets until {@link #close}. */
  void open(List<HostSocket> sockets);

  /** Takes nothing any more, closes the sockets, and ends what is on the way. */
  void close(List<HostSocket> sockets);
}
