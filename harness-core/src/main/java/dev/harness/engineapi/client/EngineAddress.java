package dev.harness.engineapi.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;

/** Where an engine listens. */
public sealed interface EngineAddress {

  /**
   * The name or address under which the ports that the engine publishes are reached; one of version
   * 6 without brackets.
   */
  String host();

  /** The host that requests name. */
  default String requestHost() {
    return host();
  }

  /** How requests begin. */
  default String scheme() {
    return "http";
  }

  /** The TCP port; of no meaning for a socket in the file system. */
  int port();

  /**
   * A socket in the file system.
   *
   * @param path absolute
   */
  record UnixSocketAddress(Path path) implements EngineAddress {
    /** What an URL needs, and nothing connects to. */
    private static final int NO_PORT = 80;

    /** Refuses a relative path. */
    public UnixSocketAddress {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException(
            "the path of an engine's socket must be absolute: " + path);
      }
    }

    @Override
    public String host() {
      return "localhost";
    }

    @Override
    public String requestHost() {
      // An address, because to check the characters of a name okhttp loads tables of all of them.
      return "::1";
    }

    @Override
    public int port() {
      return NO_PORT;
    }

    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /** A TCP port, without encryption. */
  record TcpAddress(String host, int port) implements EngineAddress {
    /** Refuses an empty host or an impossible port. */
    public TcpAddress {
      requirePort(host, port);
    }

    /** The same port, spoken to by TLS. */
    public TlsAddress secured(Path certificates) {
      return new TlsAddress(host, port, certificates);
    }

    @Override
    public String toString() {
      return "tcp://" + authority(host, port);
    }
  }

  /**
   * A TCP port that is spoken to by TLS.
   *
   * @param certificates the directory of {@code ca.pem}, whom to believe (if it is missing, the
   *     machine's authorities), {@code cert.pem} and {@code key.pem}, who the client is (if both are
   *     missing, nobody)
   */
  record TlsAddress(String host, int port, Path certificates) implements EngineAddress {
    /** Refuses an empty host or an impossible port. */
    public TlsAddress {
      requirePort(host, port);
    }

    @Override
    public String scheme() {
      return "https";
    }

    @Override
    public String toString() {
      return "tcp://" + authority(host, port);
    }
  }

  private static void requirePort(String host, int port) {
    if (host.isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException("not a host and a port: " + authority(host, port));
    }
  }

  /** Only in an URL an address of version 6 has brackets (RFC 3986 §3.2.2). */
  private static String authority(String host, int port) {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /**
   * Reads an address as {@code DOCKER_HOST} has it: {@code unix:///path}, {@code tcp://host:port}
   * or {@code http://host:port}.
   *
   * @throws IllegalArgumentException when it is none of them; says why
   */
  static EngineAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not the address of an engine: " + e.getMessage(), e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "unix" -> unix(text, uri);
      case "tcp", "http" -> tcp(text, uri);
      case "ssh" ->
          throw new IllegalArgumentException(
              "'%s' cannot be used: ssh:// is not supported. Forward the engine's socket by ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock %s and name unix:///tmp/docker.sock"
                  .formatted(text, uri.getAuthority()));
      case "npipe" ->
          throw new IllegalArgumentException(
              "'%s' cannot be used: Java cannot open named pipes. Let the engine listen on tcp://localhost:2375 and name that"
                  .formatted(text));
      default ->
          throw new IllegalArgumentException(
              "'"
                  + text
                  + "' is not the address of an engine: only unix:///path and tcp://host:port"
                  + " are supported");
    };
  }

  private static EngineAddress unix(String text, URI uri) {
    if (uri.getPath() == null || uri.getPath().isEmpty() || uri.getAuthority() != null) {
      throw new IllegalArgumentException(
          "'" + text + "' names no socket: write unix:// and an absolute path");
    }
    return new UnixSocketAddress(Path.of(uri.getPath()));
  }

  private static EngineAddress tcp(String text, URI uri) {
    if (uri.getHost() == null || uri.getPort() < 1) {
      throw new IllegalArgumentException("'" + text + "' names no host and port");
    }
    String host = uri.getHost();
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new TcpAddress(bracketed ? host.substring(1, host.length() - 1) : host, uri.getPort());
  }
}
