package dev.harness.runtime.net.out;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.socket.Sockets;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** What is different between datagrams that are sent on (N27). */
enum DatagramProtocol {
  UDP {
    @Override
    Fd ofHost(InetAddress target) {
      return Sockets.udpNonBlocking(target);
    }

    @Override
    Fd ofHub(InetAddress container) {
      return Sockets.udpNonBlocking(container);
    }

    @Override
    void changeAnswer(ByteBuffer answer, Flow flow) {
      // Ports belong to sockets; what is in between goes as it is.
    }
  },

  /** The kernel puts an identifier of its own into requests; replies get the container's back. */
  ECHO {
    @Override
    Fd ofHost(InetAddress target) {
      return Sockets.pingNonBlocking();
    }

    @Override
    Fd ofHub(InetAddress container) {
      return Sockets.icmpSender();
    }

    @Override
    void changeAnswer(ByteBuffer answer, Flow flow) {
      EchoMessage.identify(answer, flow.source().getPort());
    }
  };

  /** A socket that sends to an address from the host. */
  abstract Fd ofHost(InetAddress target);

  /** A socket that sends to a container, in the hub. */
  abstract Fd ofHub(InetAddress container);

  /** Makes of what the host received what the container waits for. */
  abstract void changeAnswer(ByteBuffer answer, Flow flow);
}
