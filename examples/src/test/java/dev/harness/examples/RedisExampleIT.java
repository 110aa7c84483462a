package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A cache for each test: an instance field gets a new container every time. */
class RedisExampleIT {
  @Container(image = "debian.internal/redis", ports = 6379)
  RunningContainer cache;

  @Test
  void remembers() throws IOException {
    assertThat(ask("SET greeting hello")).isEqualTo("+OK");
    assertThat(cache.exec("redis-cli", "GET", "greeting").stdout()).isEqualTo("hello\n");
  }

  @Test
  void beginsEmpty() throws IOException {
    assertThat(ask("DBSIZE")).isEqualTo(":0");
  }

  /** Redis takes commands as lines; a real application would use a client library. */
  private String ask(String command) throws IOException {
    try (Socket socket = new Socket(cache.host(), cache.port(6379));
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      return answers.readLine();
    }
  }
}
