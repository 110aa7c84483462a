package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Published ports that open before the container listens (N18). */
@Tag("every-mode")
@Timeout(60)
@ExtendWith(ApiExtension.class)
class EagerPortContractIT {
  private static final String LABEL = "\"Labels\":{\"dev.harness.ports.eager\":\"80/tcp\"},";

  private static final Pattern READY = Pattern.compile("ready\n");

  /** Listens for one connection when it is told to. */
  private static final String SERVER =
      "trap 'echo hello | nc -l -p 80' USR1; echo ready; while :; do sleep 0.05; done";

  @Test
  void resetsWhatComesWhileNobodyListensAndLeadsOnWhatComesThen(Api api) throws IOException {
    String id = started(api, LABEL);
    JsonNode shown = api.json("GET /containers/%s/json".formatted(id));
    int port = port(shown);

    // The reset may come while connect still looks at what the kernel made.
    assertThatThrownBy(
            () -> {
              try (Socket early = connect(port)) {
                early.getInputStream().read();
              }
            })
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    api.awaitLog(id, READY);
    api.call("POST /containers/%s/kill?signal=USR1".formatted(id));

    assertThat(firstAnswer(port)).isEqualTo("hello\n");
    assertThat(shown.at("/Config/Labels/dev.harness.ports.eager").asText()).isEqualTo("80/tcp");
    assertThat(shown.at("/HostConfig/PortBindings/80~1tcp")).hasSize(1);
    Subject.remove(api, id);
    assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
  }

  @Test
  void refusesConnectionsToOtherPortsUntilTheContainerListens(Api api) throws IOException {
    String id = started(api, "");
    int port = port(api.json("GET /containers/%s/json".formatted(id)));

    assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);

    Subject.remove(api, id);
  }

  @Test
  void refusesALabelThatNamesAPortThatIsNotPublished(Api api) throws IOException {
    RawResponse response =
        api.call(
            "POST /containers/create",
            "{\"Image\":\"%s\",%s\"Cmd\":[\"true\"]}".formatted(Api.IMAGE, LABEL));

    AnswerAssert.assertThat(response)
        .hasStatus(400)
        .says("Labels dev.harness.ports.eager: 80/tcp is not published");
  }

  private static String started(Api api, String label) throws IOException {
    String id =
        api.json(
                "POST /containers/create",
                """
                {"Image":"%s",%s"Cmd":["sh","-c","%s"],
                 "HostConfig":{"PortBindings":{"80/tcp":[{}]}}}\
                """
                    .formatted(Api.IMAGE, label, SERVER))
            .path("Id")
            .asText();
    RawResponse response = api.call("POST /containers/%s/start".formatted(id));
    assertThat(response.status()).as(response.body()).isEqualTo(204);
    return id;
  }

  private static int port(JsonNode shown) {
    return shown.at("/NetworkSettings/Ports/80~1tcp/0/HostPort").asInt();
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** What the server says to the first connection that it takes. */
  private static String firstAnswer(int port) throws IOException {
    while (true) {
      try (Socket client = connect(port)) {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      } catch (SocketException e) {
        // Nobody listens yet.
        Thread.onSpinWait();
      }
    }
  }
}
