package dev.harness.runtime.net.dns;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Decides what a container's question is answered, as far as its networks know it. */
final class Resolution {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private final NameSource names;

  Resolution(NameSource names) {
    this.names = names;
  }

  /**
   * The answer.
   *
   * @param limit the bytes that the asker takes
   * @return nothing when others are to be asked
   */
  Optional<ByteBuffer> answer(DnsQuery query, ByteBuffer message, int limit) {
    DnsAnswer answer = new DnsAnswer(query, message);
    if (query.questionClass() != DnsType.INTERNET) {
      return Optional.of(answer.empty(DnsAnswer.Code.REFUSED));
    }
    if (query.type() == DnsType.PTR) {
      Optional<String> name =
          ReverseName.address(query.name()).flatMap(names::nameOf).filter(Resolution::canBeWritten);
      if (name.isPresent()) {
        return Optional.of(answer.pointer(name.get(), limit));
      }
    }
    List<InetAddress> addresses = names.addresses(query.name());
    if (!addresses.isEmpty()) {
      // Where it has none of the type, that it does not exist would be untrue (C31).
      return Optional.of(answer.addresses(inTurn(ofType(query.type(), addresses)), limit));
    }
    return names.asksOthers()
        ? Optional.empty()
        : Optional.of(answer.empty(DnsAnswer.Code.NO_SUCH_NAME));
  }

  /** A container may have a name that is longer than a label can be. */
  private static boolean canBeWritten(String name) {
    return name.length() <= LONGEST_NAME
        && Arrays.stream(name.split("\\.", -1))
            .allMatch(label -> !label.isEmpty() && label.length() <= LONGEST_LABEL);
  }

  /** Most clients take the first, so each is to be the first as often as others. */
  private static List<InetAddress> inTurn(List<InetAddress> addresses) {
    List<InetAddress> turned = new ArrayList<>(addresses);
    Collections.shuffle(turned);
    return turned;
  }

  private static List<InetAddress> ofType(int type, List<InetAddress> addresses) {
    return addresses.stream().filter(address -> DnsType.of(address) == type).toList();
  }
}
