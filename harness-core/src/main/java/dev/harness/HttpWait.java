package dev.harness;

import dev.harness.spec.ContainerPort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.time.Duration;

/** Waits until a published port answers with an HTTP status. */
final class HttpWait extends Wait {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int TIMEOUT_MILLIS = 2000;

  private final ContainerPort port;
  private final String path;
  private final int status;

  HttpWait(ContainerPort port, String path, int status) {
    this.port = port;
    this.path = path;
    this.status = status;
  }

  @Override
  void await(Startup startup) {
    String last = answer(startup.container());
    while (!last.equals(Integer.toString(status))) {
      startup.pause(
          PAUSE,
          "waiting for HTTP status %d of port %d, path %s (last: %s)"
              .formatted(status, port.number(), path, last));
      last = answer(startup.container());
    }
  }

  private String answer(RunningContainer container) {
    try {
      URL url = new URL("http", container.host(), container.port(port.number()), path);
      HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      try {
        return Integer.toString(connection.getResponseCode());
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return "no answer";
    }
  }
}
