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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or broken client sends (H66, H69). */
@Timeout(20)
class RequestRefusalTest {
  private ServerFixture server;

  @BeforeEach
  void serve() throws IOException {
    Router router =
        Router.builder()
            .add("GET", "/hello", request -> Answer.text(200, "hello"))
            .add("POST", "/json", request -> Answer.json(200, request.json(Map.class)))
            .build();
    server = new ServerFixture(router);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void refusesWhatIsNoHttp() throws IOException {
    RawClient client = server.connect();

    RawResponse response = client.send("\u0016\u0003\u0001 hello\r\n\r\n").response();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.body()).startsWith("{\"message\":\"malformed request: ");
    assertThat(response.header("Connection")).isEqualTo("close");
  }

  @Test
  void refusesTwoLengthsOfOneBody() throws IOException {
    RawClient client = server.connect();

    RawResponse response =
        client
            .sendLines("POST /json HTTP/1.1", "Content-Length: 4", "Transfer-Encoding: chunked", "")
            .sendLines("0", "", "GET /hello HTTP/1.1", "")
            .response();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("both Content-Length and Transfer-Encoding");
    assertThat(client.endInput().rest()).isEmpty();
  }

  @Test
  void refusesContradictingLengths() throws IOException {
    RawResponse response =
        server
            .connect()
            .send("POST /json HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")
            .response();

    assertThat(response.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "xchunked", "identity"})
  void refusesUnknownFraming(String encoding) throws IOException {
    RawResponse response =
        server
            .connect()
            .send("POST /json HTTP/1.1\r\nTransfer-Encoding: " + encoding + "\r\n\r\n")
            .response();

    assertThat(response.status()).isIn(400, 501);
  }

  @Test
  void refusesABrokenChunk() throws IOException {
    RawResponse response =
        server
            .connect()
            .sendLines("POST /json HTTP/1.1", "Content-Type: application/json")
            .sendLines("Transfer-Encoding: chunked", "", "zz", "{}", "0", "")
            .response();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("the body of the request is broken");
  }

  @Test
  void refusesHeadersWithoutEnd() throws IOException {
    RawClient client = server.connect();
    String bomb = "X-Bomb: " + "b".repeat(8000) + "\r\n";

    client.send("GET /hello HTTP/1.1\r\n" + bomb.repeat(9));
    RawResponse response = client.response();

    assertThat(response.status()).isEqualTo(431);
  }

  @Test
  void refusesALineWithoutEnd() throws IOException {
    RawResponse response = server.connect().send("GET /" + "a".repeat(20_000)).response();

    assertThat(response.status()).isEqualTo(414);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%00b", "/a%0d%0aX-Evil:%201", "/a%2", "/a%zz", "/hello?x=%"})
  void refusesTargetsThatCannotBeDecoded(String target) throws IOException {
    RawResponse response = server.connect().get(target);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"message\":\"malformed ");
  }

  @Test
  void keepsEncodedLineEndsOfTheQueryOutOfTheAnswer() throws IOException {
    RawResponse response = server.connect().get("/hello?x=%0d%0aX-Evil:%201");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).doesNotContainKey("X-Evil");
  }

  @Test
  void refusesVersionsOutOfRange() throws IOException {
    RawClient client = server.connect();

    assertThat(client.get("/v1.23/hello").body())
        .isEqualTo(
            "{\"message\":\"client version 1.23 is too old"
                + " (this engine answers API versions 1.24 to 1.52)\"}");
    assertThat(client.get("/v9.99/hello").status()).isEqualTo(400);
    assertThat(client.get("/v1.53/hello").status()).isEqualTo(400);
    assertThat(client.get("/v1.99999999999999999999/hello").body()).contains("is too new");
    assertThat(client.get("/v1.x/hello").status()).isEqualTo(404);
  }

  @Test
  void refusesABodyThatIsNoJson() throws IOException {
    RawClient client = server.connect();

    RawResponse response = client.post("/json", "{\"a\":");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"message\":\"invalid JSON: ");
    assertThat(client.get("/hello").body()).isEqualTo("hello");
  }

  @Test
  void refusesAnotherJsonThanAnObject() throws IOException {
    RawResponse response = server.connect().post("/json", "[1]");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"message\":\"invalid JSON: ");
  }

  @Test
  void refusesJsonTooDeepForTheStack() throws IOException {
    RawResponse response = server.connect().post("/json", "{\"a\":" + "[".repeat(100_000));

    assertThat(response.status()).isEqualTo(400);
  }

  @Test
  void refusesAMissingBody() throws IOException {
    RawResponse response = server.connect().post("/json", "");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo("{\"message\":\"the body is empty, expected a JSON object\"}");
  }

  @Test
  void refusesAnotherContentType() throws IOException {
    RawResponse response =
        server
            .connect()
            .send(RawClient.request("POST", "/json", "Content-Type: text/plain\r\n", "{}"))
            .response();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"unsupported Content-Type 'text/plain', expected application/json\"}");
  }

  @Test
  void refusesADeclaredLengthBeyondTheLimitWithoutReadingIt() throws IOException {
    RawClient client = server.connect();

    RawResponse response =
        client
            .sendLines("POST /json HTTP/1.1", "Content-Type: application/json")
            .sendLines("Content-Length: 10737418240", "", "{")
            .response();

    assertThat(response.status()).isEqualTo(413);
    assertThat(response.body())
        .isEqualTo("{\"message\":\"the JSON body is longer than 4194304 bytes\"}");
    assertThat(response.header("Connection")).isEqualTo("close");
  }

  @Test
  void refusesChunksBeyondTheLimit() throws IOException {
    RawClient client = server.connect();
    client
        .sendLines("POST /json HTTP/1.1", "Content-Type: application/json")
        .sendLines("Transfer-Encoding: chunked", "");

    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    client.send(chunk.repeat(64) + "1\r\n{\r\n");

    assertThat(client.response().status()).isEqualTo(413);
  }

  @Test
  void closesWhenABodyEndsEarly() throws IOException {
    RawClient client = server.connect();

    client.send(
        "POST /json HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
    RawResponse response = client.endInput().response();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("the connection was closed before its end");
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void servesOthersAfterConnectionsBroke() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (RawClient client = new RawClient(server.socket())) {
        client.send("POST /json HTTP/1.1\r\nContent-Length: 9\r\n\r\n{");
      }
    }

    assertThat(server.connect().get("/hello").body()).isEqualTo("hello");
  }
}
