package dev.harness.engineapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.CreateContainerResponse;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.engineapi.network.NetworkingConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineClientTest {
  private final MockWebServer server = new MockWebServer();
  private EngineClient client = new EngineClient(new EngineAddress.TcpAddress("localhost", 1));

  @BeforeEach
  void start() throws IOException {
    server.start();
    client = new EngineClient(new EngineAddress.TcpAddress("localhost", server.getPort()));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void createsAContainer() throws Exception {
    server.enqueue(json(201, "{\"Id\":\"ab12\",\"Warnings\":null}"));

    CreateContainerResponse response = client.containers().create("db", request("postgres:16"));

    RecordedRequest request = server.takeRequest();
    assertThat(response).isEqualTo(new CreateContainerResponse("ab12", List.of()));
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/v1.44/containers/create?name=db");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("Accept-Encoding")).isEqualTo("identity");
    assertThat(body(request).utf8()).contains("\"Image\":\"postgres:16\"");
  }

  @Test
  void tellsWhatWasRefusedAndWhy() {
    server.enqueue(json(404, "{\"message\":\"No such image: nothing:1\"}"));

    assertThatThrownBy(() -> client.containers().create("", request("nothing:1")))
        .isInstanceOfSatisfying(
            EngineRefusedException.class,
            e -> {
              assertThat(e.isNotFound()).isTrue();
              assertThat(e.status()).isEqualTo(404);
              assertThat(e.reason()).isEqualTo("No such image: nothing:1");
            })
        .hasMessageStartingWith(
            "Cannot create a container from image nothing:1: No such image: nothing:1 (HTTP 404");
  }

  @Test
  void passesOnWhatAProxySays() {
    server.enqueue(new MockResponse.Builder().code(502).body("bad gateway\n").build());

    assertThatThrownBy(() -> client.system().info())
        .isInstanceOf(EngineRefusedException.class)
        .hasMessageStartingWith("Cannot ask the engine about itself: bad gateway (HTTP 502");
  }

  @Test
  void tellsThatNobodyListens() {
    server.close();

    assertThatThrownBy(() -> client.system().ping())
        .isInstanceOf(EngineUnreachableException.class)
        .hasMessageStartingWith(
            "Cannot reach the engine: the connection to the engine at tcp://localhost:"
                + server.getPort()
                + " failed: ")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void startsAContainerThatRunsAlready() throws Exception {
    server.enqueue(new MockResponse.Builder().code(304).build());

    client.containers().start("db");

    assertThat(server.takeRequest().getTarget()).isEqualTo("/v1.44/containers/db/start");
  }

  @Test
  void roundsPatienceUpToSeconds() throws Exception {
    server.enqueue(new MockResponse.Builder().code(204).build());

    client.containers().stop("db", Duration.ofMillis(1200));

    assertThat(server.takeRequest().getTarget()).isEqualTo("/v1.44/containers/db/stop?t=2");
  }

  @Test
  void removesWithForceAndVolumes() throws Exception {
    server.enqueue(new MockResponse.Builder().code(204).build());

    client.containers().remove("db");

    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("DELETE");
    assertThat(request.getTarget()).isEqualTo("/v1.44/containers/db?force=true&v=true");
  }

  @Test
  void followsThePullOfAnImage() throws Exception {
    server.enqueue(
        json(200, "{\"status\":\"Pulling\",\"id\":\"1\"}\r\n{\"status\":\"Download complete\"}\n"));
    List<ProgressMessage> messages = new ArrayList<>();

    client.images().pull("registry.test:5000/team/db", messages::add);

    assertThat(messages)
        .extracting(ProgressMessage::status)
        .containsExactly("Pulling", "Download complete");
    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/v1.44/images/create?fromImage=registry.test%3A5000%2Fteam%2Fdb&tag=latest");
  }

  @Test
  void leavesATagAsItIs() throws Exception {
    server.enqueue(json(200, ""));

    client.images().pull("db:16", message -> {});

    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/v1.44/images/create?fromImage=db%3A16");
  }

  @Test
  void failsWhenThePullFailsHalfWay() {
    server.enqueue(
        json(
            200,
            "{\"status\":\"Pulling\"}\n"
                + "{\"errorDetail\":{\"message\":\"manifest unknown\"},"
                + "\"error\":\"manifest unknown\"}\n"));

    assertThatThrownBy(() -> client.images().pull("db:17", message -> {}))
        .isInstanceOf(EngineWorkFailedException.class)
        .hasMessage("Cannot pull image db:17: manifest unknown");
  }

  @Test
  void encodesNamesInPaths() throws Exception {
    server.enqueue(json(200, "{\"Id\":\"sha256:1\"}"));

    assertThat(client.images().inspect("team/db:1").id()).isEqualTo("sha256:1");

    assertThat(server.takeRequest().getTarget()).isEqualTo("/v1.44/images/team%2Fdb:1/json");
  }

  @Test
  void readsTheOutputOfAnExec() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .body(
                new Buffer()
                    .write(ByteString.decodeHex("01000000000000026f6b"))
                    .write(ByteString.decodeHex("020000000000000121")))
            .build());

    try (ProcessOutput output = client.execs().start("e1")) {
      assertThat(output.next().orElseThrow().payload().remaining()).isEqualTo(2);
      assertThat(output.next().orElseThrow().payload().get()).isEqualTo((byte) '!');
      assertThat(output.next()).isEmpty();
    }
    assertThat(body(server.takeRequest()).utf8()).isEqualTo("{\"Detach\":false,\"Tty\":false}");
  }

  @Test
  void refusesToGiveInputWhereNobodyTakesIt() {
    server.enqueue(new MockResponse.Builder().body(new Buffer()).build());

    assertThatThrownBy(() -> client.execs().start("e1", new byte[] {1}))
        .isInstanceOf(EngineUnreachableException.class)
        .hasMessageStartingWith("Cannot start exec e1: the connection to the engine at ")
        .hasMessageEndingWith(
            "failed: it answers with status 200 in place of 101, so input cannot be sent");
  }

  @Test
  void waitsForTheExitCode() {
    server.enqueue(json(200, "{\"StatusCode\":137}"));

    try (PendingExit exit = client.containers().awaitExit("db")) {
      assertThat(exit.await()).hasValue(137);
    }
  }

  @Test
  void sendsAnArchiveWhileItIsWritten() throws Exception {
    server.enqueue(new MockResponse.Builder().code(200).build());

    client
        .containers()
        .putArchive("db", "/etc", out -> out.write("tar".getBytes(StandardCharsets.US_ASCII)));

    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/v1.44/containers/db/archive?path=%2Fetc");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-tar");
    assertThat(body(request).utf8()).isEqualTo("tar");
  }

  @Test
  void readsAnArchive() throws Exception {
    server.enqueue(new MockResponse.Builder().body("tar").build());
    ByteArrayOutputStream received = new ByteArrayOutputStream();

    try (InputStream archive = client.containers().getArchive("db", "/etc/hosts")) {
      archive.transferTo(received);
    }

    assertThat(received).hasToString("tar");
  }

  @Test
  void speaksAnotherVersion() throws Exception {
    server.enqueue(json(200, "[]"));

    assertThat(client.speaking("1.41").containers().list(true)).isEmpty();

    assertThat(server.takeRequest().getTarget()).isEqualTo("/v1.41/containers/json?all=true");
  }

  private static ByteString body(RecordedRequest request) {
    return request.getBody() == null ? ByteString.EMPTY : request.getBody();
  }

  private static MockResponse json(int code, String body) {
    return new MockResponse.Builder()
        .code(code)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  private static CreateContainerRequest request(String image) {
    return new CreateContainerRequest(
        ContainerConfig.builder().image(image).build(), HostConfig.EMPTY, NetworkingConfig.EMPTY);
  }
}
