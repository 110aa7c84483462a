package dev.harness.images.registry.transport;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A proxy as the environment names it: {@code [http://|socks5://][user:password@]host[:port]}.
 *
 * @param type how it is spoken to
 * @param host its name or address
 * @param port its port
 * @param login as whom it is used, if anybody
 */
record ProxyAddress(Proxy.Type type, String host, int port, Optional<Credentials.Password> login) {
  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;

  /**
   * Reads the value of a variable.
   *
   * @throws IllegalArgumentException when it is no such address; the text is not repeated, as it
   *     may hold a password
   */
  static ProxyAddress parse(String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      boolean socks = uri.getScheme().startsWith("socks");
      if (uri.getHost() == null || !(socks || uri.getScheme().equals("http"))) {
        throw new IllegalArgumentException(
            "a proxy is written [http://|socks5://][user:password@]host[:port], this is not");
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : socks ? SOCKS_PORT : HTTP_PORT;
      return new ProxyAddress(
          socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
          uri.getHost().replaceAll("^\\[|]$", ""),
          port,
          login(uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the address of a proxy has characters that none has");
    }
  }

  private static Optional<Credentials.Password> login(String userInfo) {
    if (userInfo.isEmpty()) {
      return Optional.empty();
    }
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return Optional.of(new Credentials.Password(decoded(user), new Secret(decoded(password))));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
