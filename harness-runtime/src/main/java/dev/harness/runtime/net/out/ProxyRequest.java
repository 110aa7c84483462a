package dev.harness.runtime.net.out;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client asks a proxy for (RFC 9110, 9112): a connection to a server, or to pass a request on.
 *
 * @param host a name or an address
 * @param head what the server is sent first; nothing when the client wants a connection
 */
record ProxyRequest(String host, int port, String head) {
  private static final int HTTP_PORT = 80;
  private static final int MAXIMUM_PORT = 65535;
  private static final String SCHEME = "http://";
  private static final String LINE_END = "\r\n";

  /** Of one connection, not of what is asked. */
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "keep-alive", "proxy-connection", "proxy-authorization");

  /** Whether the client wants bytes to be passed as they are, once there is a connection. */
  boolean isTunnel() {
    return head.isEmpty();
  }

  /**
   * Reads the head of a request, as Latin 1, with the empty line at its end.
   *
   * @throws ProxyRefusal when it is not to a proxy
   */
  static ProxyRequest parse(String head) {
    int end = head.indexOf(LINE_END);
    String[] words = head.substring(0, Math.max(end, 0)).split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw bad("this is a proxy for HTTP/1.1, and the request is something else");
    }
    return words[0].equals("CONNECT")
        ? of(words[1], -1, "")
        : forwarded(words, head.substring(end + LINE_END.length()));
  }

  /**
   * The connection is closed after one request: the next may be for somebody else, whom bytes that are
   * passed as they are would not find.
   */
  private static ProxyRequest forwarded(String[] words, String fields) {
    String uri = words[1];
    if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw bad("this is a proxy: ask for CONNECT host:port, or an address with http://");
    }
    String rest = uri.substring(SCHEME.length());
    int path = endOfAuthority(rest);
    String target = rest.startsWith("/", path) ? rest.substring(path) : "/" + rest.substring(path);
    String kept =
        fields
            .lines()
            .filter(line -> !line.isEmpty() && !HOP_BY_HOP.contains(name(line)))
            .map(line -> line + LINE_END)
            .collect(Collectors.joining());
    String first = words[0] + " " + target + " " + words[2] + LINE_END;
    String authority = rest.substring(rest.lastIndexOf('@', path) + 1, path);
    return of(authority, HTTP_PORT, first + kept + "Connection: close" + LINE_END + LINE_END);
  }

  private static int endOfAuthority(String rest) {
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static String name(String field) {
    return field.substring(0, Math.max(field.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
  }

  private static ProxyRequest of(String authority, int defaultPort, String head) {
    if (authority.startsWith("[")) {
      throw new ProxyRefusal(
          ProxyRefusal.Status.BAD_GATEWAY,
          "cannot reach %s: containers reach the world over IPv4 only".formatted(authority));
    }
    int colon = authority.indexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port = colon < 0 ? defaultPort : number(authority.substring(colon + 1));
    if (host.isEmpty() || port < 1 || port > MAXIMUM_PORT) {
      throw bad("no host and port: \"%s\"".formatted(authority));
    }
    return new ProxyRequest(host, port, head);
  }

  private static int number(String digits) {
    return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
  }

  private static ProxyRefusal bad(String reason) {
    return new ProxyRefusal(ProxyRefusal.Status.BAD_REQUEST, reason);
  }
}
