package dev.harness.runtime.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.testing.ServerFixture;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ApiServerTest {
  private ServerFixture server;

  @BeforeEach
  void serve() throws IOException {
    Router router =
        Router.builder()
            .add("GET", "/hello", request -> Answer.text(200, "hello"))
            .add("HEAD", "/hello", request -> Answer.text(200, "hello"))
            .add("GET", "/echo/{name:.*}/json", r -> Answer.text(200, r.parameter("name")))
            .add("GET", "/version", request -> Answer.text(200, request.version().toString()))
            .add("POST", "/nothing", request -> Answer.empty(204))
            .add("POST", "/json", request -> Answer.json(201, request.json(Map.class)))
            .add(
                "GET",
                "/conflict",
                request -> {
                  throw new IllegalStateException("taken");
                })
            .add(
                "GET",
                "/bug",
                request -> {
                  throw new NullPointerException();
                })
            .add("GET", "/odd", r -> Answer.empty(200).withHeader("X-Stat", "eyJ9"))
            .build();
    server = new ServerFixture(router);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void answersWithStatusHeadersAndBody() throws IOException {
    RawResponse response = server.connect().get("/hello");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.reason()).isEqualTo("OK");
    assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(response.header("Content-Length")).isEqualTo("5");
    assertThat(response.header("Server")).isEqualTo("Harness");
    assertThat(response.body()).isEqualTo("hello");
  }

  @Test
  void keepsTheConnectionForFurtherRequests() throws IOException {
    RawClient client = server.connect();

    assertThat(client.get("/hello").body()).isEqualTo("hello");
    assertThat(client.post("/json", "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    assertThat(client.get("/missing").status()).isEqualTo(404);
    assertThat(client.get("/hello").body()).isEqualTo("hello");
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    RawClient client = server.connect();

    client.send("GET /echo/a/json HTTP/1.1\r\n\r\nGET /echo/b/json HTTP/1.1\r\n\r\n");
    client.send(RawClient.request("POST", "/nothing", "", "") + "GET /hello HTTP/1.1\r\n\r\n");

    assertThat(client.response().body()).isEqualTo("a");
    assertThat(client.response().body()).isEqualTo("b");
    assertThat(client.head().status()).isEqualTo(204);
    assertThat(client.response().body()).isEqualTo("hello");
  }

  @Test
  void answersAllOfWhatWasSentBeforeTheClientClosedItsSide() throws IOException {
    RawClient client = server.connect();

    client.send("GET /echo/a/json HTTP/1.1\r\n\r\nGET /echo/b/json HTTP/1.1\r\n\r\n").endInput();

    assertThat(client.response().body()).isEqualTo("a");
    assertThat(client.response().body()).isEqualTo("b");
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void answersHeadWithTheLengthButNoBody() throws IOException {
    RawClient client = server.connect();

    RawResponse head = client.send("HEAD /hello HTTP/1.1\r\n\r\n").head();

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo("5");
    assertThat(client.get("/echo/next/json").body()).isEqualTo("next");
  }

  @Test
  void closesWhenTheClientAsksForIt() throws IOException {
    RawClient client = server.connect();

    RawResponse response =
        client.send("GET /hello HTTP/1.1\r\nConnection: close\r\n\r\n").response();

    assertThat(response.header("Connection")).isEqualTo("close");
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void closesAfterAnAnswerToTheOldProtocol() throws IOException {
    RawClient client = server.connect();

    RawResponse response = client.send("GET /hello HTTP/1.0\r\n\r\n").response();

    assertThat(response.body()).isEqualTo("hello");
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void sendsNoLengthWithAnEmptyAnswer() throws IOException {
    RawClient client = server.connect();

    RawResponse response = client.send(RawClient.request("POST", "/nothing", "", "")).head();

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.headers()).doesNotContainKeys("Content-Length", "Transfer-Encoding");
  }

  @Test
  void saysWhichPathsDoNotExist() throws IOException {
    RawResponse response = server.connect().get("/nowhere");

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.body()).isEqualTo("{\"message\":\"page not found\"}");
  }

  @Test
  void mapsFailuresToStatuses() throws IOException {
    RawResponse response = server.connect().get("/conflict");

    assertThat(response.status()).isEqualTo(409);
    assertThat(response.body()).isEqualTo("{\"message\":\"taken\"}");
  }

  @Test
  void answersFailuresWithoutMessageToo() throws IOException {
    RawResponse response = server.connect().get("/bug");

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"message\":\"java.lang.NullPointerException\"}");
  }

  @Test
  void readsNamesWithSlashesRawAndEncoded() throws IOException {
    RawClient client = server.connect();

    assertThat(client.get("/echo/team/app:1/json").body()).isEqualTo("team/app:1");
    assertThat(client.get("/v1.44/echo/team%2Fapp:1/json").body()).isEqualTo("team/app:1");
    assertThat(client.get("/echo/localhost:5000/a%2fb%3A1/json").body())
        .isEqualTo("localhost:5000/a/b:1");
  }

  @Test
  void answersEveryAcceptedVersion() throws IOException {
    RawClient client = server.connect();

    assertThat(client.get("/version").body()).isEqualTo("1.44");
    assertThat(client.get("/v1.24/version").body()).isEqualTo("1.24");
    assertThat(client.get("/v1.52/version").body()).isEqualTo("1.52");
  }

  @Test
  void acceptsAnAbsoluteTarget() throws IOException {
    assertThat(server.connect().get("http://localhost/v1.44/hello").body()).isEqualTo("hello");
  }

  @Test
  void sendsHeadersOfTheAnswer() throws IOException {
    assertThat(server.connect().get("/odd").header("X-Stat")).isEqualTo("eyJ9");
  }
}
