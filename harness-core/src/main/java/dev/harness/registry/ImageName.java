package dev.harness.registry;

import java.util.List;
import java.util.Locale;

/**
 * The name of an image, as far as its registry has to be known; what it is worth beyond that is for
 * the engine to say.
 *
 * @param domain the registry
 * @param rest the repository with tag and digest, completed as Docker does
 */
record ImageName(String domain, String rest) {
  static final String HUB = "docker.io";

  private static final List<String> HUB_NAMES =
      List.of(HUB, "index.docker.io", "registry-1.docker.io");
  private static final String LIBRARY = "library/";

  static ImageName parse(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    boolean named =
        first.equals("localhost")
            || first.indexOf('.') >= 0
            || first.indexOf(':') >= 0
            || !first.equals(first.toLowerCase(Locale.ROOT));
    String domain = named ? first : HUB;
    String rest = named ? text.substring(slash + 1) : text;
    if (isHub(domain)) {
      return new ImageName(HUB, rest.indexOf('/') < 0 ? LIBRARY + rest : rest);
    }
    return new ImageName(domain, rest);
  }

  static boolean isHub(String domain) {
    return HUB_NAMES.contains(domain);
  }

  /** The repository without tag and digest. */
  String path() {
    String named = rest.replaceFirst("@.*", "");
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    return colon < 0 ? named : named.substring(0, colon);
  }

  /** The whole name. */
  String full() {
    return domain + "/" + rest;
  }
}
