package dev.harness.runtime.net.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What one container may know of names; asked by the server's thread, so it must not block. */
public interface NameSource {
  /**
   * The addresses of a name, of both families.
   *
   * @param name without capitals and without a dot at its end
   * @return nothing when the name is not known here
   */
  List<InetAddress> addresses(String name);

  /** The name of an address. */
  Optional<String> nameOf(InetAddress address);

  /** Whether other names are looked up beyond the container's networks (C31). */
  boolean asksOthers();
}
