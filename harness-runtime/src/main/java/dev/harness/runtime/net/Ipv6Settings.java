package dev.harness.runtime.net;

/**
 * The kernel's settings about IPv6 of links, in the network namespace that the calling thread is in.
 */
final class Ipv6Settings {
  private static final String OF_LINKS = "net/ipv6/conf/";

  private Ipv6Settings() {}

  /** Of all links of the hub: none has IPv6 but for those of networks that shall. */
  static void beginHub(Sysctl sysctl) {
    sysctl.set(OF_LINKS + "all/forwarding", "0");
    sysctl.set(OF_LINKS + "default/forwarding", "0");
    sysctl.set(OF_LINKS + "default/disable_ipv6", "1");
    sysctl.set(OF_LINKS + "default/accept_ra", "0");
  }

  /**
   * Checks that the hub keeps networks with IPv6 apart.
   *
   * @throws NetworkException.SetUpFailed when it forwards from one to another, and nobody may change
   *     that
   */
  static void requireNoForwarding() {
    if (Sysctl.ofThread().is(OF_LINKS + "all/forwarding", "1")) {
      throw new NetworkException.SetUpFailed(
          "cannot make a network with IPv6: this kernel forwards between all networks, and"
              + " /proc/sys is read-only; leave IPv6 out");
    }
  }

  /** Of a bridge that is to have IPv6. */
  static void ofBridge(String bridge) {
    Sysctl.ofThread().set(OF_LINKS + bridge + "/disable_ipv6", "0");
  }

  /** Of a container's link, which without an address of ours would get a link-local one. */
  static void ofContainer(String link, boolean wanted) {
    Sysctl sysctl = Sysctl.ofThread();
    sysctl.set(OF_LINKS + link + "/disable_ipv6", wanted ? "0" : "1");
    if (wanted) {
      // Others of the network could lead the container's packets astray.
      sysctl.set(OF_LINKS + link + "/accept_ra", "0");
    }
  }
}
