package dev.harness.images.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MismatchException;
import dev.harness.images.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegistryClientTest {
  private static final byte[] MANIFEST = "{\"layers\":[]}".getBytes(UTF_8);
  private static final byte[] BLOB = "0123456789".repeat(1000).getBytes(UTF_8);
  private static final Descriptor DESCRIPTOR = new Descriptor("", Digest.sha256(BLOB), BLOB.length);

  private final List<Duration> pauses = new ArrayList<>();
  private final MockWebServer server = new MockWebServer();
  private RegistryClient client;
  private Reference image;

  @BeforeEach
  void start() throws IOException {
    server.start();
    client = new RegistryClient(pauses::add, Duration.ofSeconds(1));
    image = Reference.parse("localhost:" + server.getPort() + "/a/b:1");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static MockResponse.Builder status(int code) {
    return new MockResponse.Builder().code(code);
  }

  private static MockResponse ok(byte[] body) {
    return status(200).body(new Buffer().write(body)).build();
  }

  private RecordedRequest taken() throws InterruptedException {
    RecordedRequest request = server.takeRequest();
    assertThat(request).isNotNull();
    return request;
  }

  @Nested
  class Manifests {
    @Test
    void areAskedForInOneRequest() throws Exception {
      server.enqueue(ok(MANIFEST));

      FetchedManifest manifest = client.manifest(image);

      RecordedRequest request = taken();
      assertThat(manifest.content()).isEqualTo(MANIFEST);
      assertThat(manifest.digest()).isEqualTo(Digest.sha256(MANIFEST));
      assertThat(request.getUrl().encodedPath()).isEqualTo("/v2/a/b/manifests/1");
      assertThat(request.getHeaders().values("Accept")).hasSize(1);
      assertThat(request.getHeaders().get("Accept"))
          .startsWith("application/vnd.oci.image.index.v1+json, ")
          .endsWith(", */*");
      assertThat(request.getHeaders().get("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void areCheckedAgainstTheDigestAskedFor() {
      server.enqueue(ok(MANIFEST));
      Reference byDigest = image.withDigest(Digest.sha256(BLOB));

      assertThatThrownBy(() -> client.manifest(byDigest))
          .isInstanceOf(RegistryException.WrongContent.class)
          .hasMessageContaining("expected was " + Digest.sha256(BLOB));
    }

    @Test
    void areCheckedAgainstTheDigestAnnounced() {
      server.enqueue(
          status(200)
              .setHeader("Docker-Content-Digest", Digest.sha256(BLOB).toString())
              .body(new Buffer().write(MANIFEST))
              .build());

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.WrongContent.class)
          .hasMessageContaining("expected was " + Digest.sha256(BLOB));
    }

    @Test
    void areBounded() {
      server.enqueue(ok(new byte[(4 << 20) + 1]));

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.Failed.class)
          .hasMessageContaining("more than 4194304 bytes");
    }
  }

  @Nested
  class Failures {
    @Test
    void ofUnknownImagesRepeatTheWordsOfTheRegistry() {
      server.enqueue(
          status(404)
              .body(
                  "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}")
              .build());

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.NotFound.class)
          .hasMessage(
              "cannot pull localhost:%d/a/b (1): not found (localhost:%d answers 404: manifest unknown); check the name and the tag",
              server.getPort(), server.getPort());
    }

    @Test
    void ofAccessSayThatCredentialsMayBeMissing() {
      server.enqueue(status(403).body("<html>\n no </html>").build());

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.Denied.class)
          .hasMessageContaining("pull access denied for localhost:" + server.getPort() + "/a/b")
          .hasMessageContaining("answers 403: <html> no </html>")
          .hasMessageContaining("none were used");
    }

    @Test
    void ofQuotasAreNotAskedForAgain() {
      server.enqueue(status(429).body("{\"message\":\"slow down\"}").build());

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.TooManyRequests.class)
          .hasMessageContaining("too many requests")
          .hasMessageContaining("slow down");
      assertThat(pauses).isEmpty();
    }

    @Test
    void thatAreTemporaryAreAskedForAgain() {
      server.enqueue(status(503).build());
      server.enqueue(status(429).setHeader("Retry-After", "7").build());
      server.enqueue(ok(MANIFEST));

      assertThat(client.manifest(image).content()).isEqualTo(MANIFEST);
      assertThat(pauses).hasSize(2);
      assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(625));
      assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(8750));
    }

    @Test
    void thatLastAreGivenUp() {
      for (int i = 0; i < 5; i++) {
        server.enqueue(status(500).body("broken").build());
      }

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.Failed.class)
          .hasMessageContaining("answers 500: broken");
      assertThat(pauses).hasSize(4);
    }

    @Test
    void ofConnectionsNameHostPortAndReason() throws IOException {
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      Reference nowhere = Reference.parse("127.0.0.1:" + port + "/x");

      assertThatThrownBy(() -> client.manifest(nowhere))
          .isInstanceOf(RegistryException.Unreachable.class)
          .hasMessageContaining("the registry at 127.0.0.1:%d is unreachable", port)
          .hasMessageContaining("Connection refused")
          .hasMessageContaining("check the name, the network and the proxy settings");
      assertThat(pauses).isEmpty();
    }
  }

  @Nested
  class Blobs {
    @Test
    void areVerified() throws IOException {
      server.enqueue(ok(BLOB));

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThat(blob.readAllBytes()).isEqualTo(BLOB);
      }
    }

    @Test
    void thatAreOthersFail() throws IOException {
      byte[] other = BLOB.clone();
      other[0]++;
      server.enqueue(ok(other));

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThatThrownBy(blob::readAllBytes).isInstanceOf(MismatchException.class);
      }
    }

    @Test
    void thatAreTooLongFail() throws IOException {
      server.enqueue(ok(Arrays.copyOf(BLOB, BLOB.length + 1)));

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThatThrownBy(blob::readAllBytes)
            .isInstanceOf(MismatchException.class)
            .hasMessageContaining("longer than the 10000 bytes");
      }
    }

    @Test
    void keepBytesThatAreLabelledAsEncoded() throws IOException {
      server.enqueue(
          status(200).setHeader("Content-Encoding", "gzip").body(new Buffer().write(BLOB)).build());

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThat(blob.readAllBytes()).isEqualTo(BLOB);
      }
    }

    @Test
    void goOnWhereAConnectionBroke() throws Exception {
      server.enqueue(brokenAfter(4000));
      server.enqueue(part(4000, "bytes 4000-9999/10000"));

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThat(blob.readAllBytes()).isEqualTo(BLOB);
      }
      taken();
      assertThat(taken().getHeaders().get("Range")).isEqualTo("bytes=4000-");
    }

    @Test
    void skipWhatARegistryWithoutRangesSendsAgain() throws IOException {
      server.enqueue(brokenAfter(4000));
      server.enqueue(ok(BLOB));

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThat(blob.readAllBytes()).isEqualTo(BLOB);
      }
    }

    @Test
    void refuseAnotherPartThanAskedFor() throws IOException {
      server.enqueue(brokenAfter(4000));
      server.enqueue(part(3000, "bytes 3000-9999/10000"));

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThatThrownBy(blob::readAllBytes)
            .isInstanceOf(RegistryException.Failed.class)
            .hasMessageContaining("sends another part than asked for");
      }
    }

    @Test
    void takeSilenceForABrokenConnection() throws IOException {
      server.enqueue(
          status(200)
              .body(new Buffer().write(BLOB))
              .onResponseBody(SocketEffect.Stall.INSTANCE)
              .build());
      server.enqueue(ok(BLOB));

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThat(blob.readAllBytes()).isEqualTo(BLOB);
      }
    }

    @Test
    void areGivenUpWhenConnectionsKeepBreaking() throws IOException {
      server.enqueue(brokenAfter(100));
      for (int i = 0; i < 4; i++) {
        server.enqueue(status(206).onRequestStart(new SocketEffect.CloseSocket()).build());
      }

      try (InputStream blob = client.blob(image, DESCRIPTOR)) {
        assertThatThrownBy(blob::readAllBytes)
            .isInstanceOf(RegistryException.Unreachable.class)
            .hasMessageContaining("cannot pull " + DESCRIPTOR.digest());
      }
      assertThat(pauses).hasSize(4);
    }

    private MockResponse brokenAfter(int count) {
      return status(200)
          .body(new Buffer().write(BLOB, 0, count))
          .setHeader("Content-Length", String.valueOf(BLOB.length))
          .onResponseEnd(new SocketEffect.CloseSocket())
          .build();
    }

    private MockResponse part(int from, String range) {
      return status(206)
          .setHeader("Content-Range", range)
          .body(new Buffer().write(BLOB, from, BLOB.length - from))
          .build();
    }
  }

  @Nested
  class TokensOfARegistry {
    private MockResponse demand(String realm) {
      return status(401)
          .addHeader("WWW-Authenticate", "Negotiate")
          .addHeader(
              "WWW-Authenticate",
              "Bearer realm=\"" + realm + "\",service=\"s, t\",scope=\"repository:other:push\"")
          .build();
    }

    @Test
    void areFetchedOnceForOurOwnScope() throws Exception {
      server.enqueue(demand(server.url("/token?x=y").toString()));
      server.enqueue(status(200).body("{\"access_token\":\"abc\",\"expires_in\":300}").build());
      server.enqueue(ok(MANIFEST));
      server.enqueue(ok(BLOB));

      client.manifest(image);
      client.blob(image, DESCRIPTOR).close();

      taken();
      assertThat(taken().getUrl().query()).isEqualTo("x=y&service=s, t&scope=repository:a/b:pull");
      assertThat(taken().getHeaders().get("Authorization")).isEqualTo("Bearer abc");
      assertThat(taken().getHeaders().get("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void areFetchedAnewWhenTheyAreRefused() throws Exception {
      server.enqueue(demand(server.url("/token").toString()));
      server.enqueue(status(200).body("{\"token\":\"old\"}").build());
      server.enqueue(ok(MANIFEST));
      server.enqueue(demand(server.url("/token").toString()));
      server.enqueue(status(200).body("{\"token\":\"new\"}").build());
      server.enqueue(ok(MANIFEST));

      client.manifest(image);
      client.manifest(image);

      for (int i = 0; i < 5; i++) {
        taken();
      }
      assertThat(taken().getHeaders().get("Authorization")).isEqualTo("Bearer new");
    }

    @Test
    void thatAreRefusedTwiceEndThePull() {
      server.enqueue(demand(server.url("/token").toString()));
      server.enqueue(status(200).body("{\"token\":\"t\"}").build());
      server.enqueue(demand(server.url("/token").toString()));

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.Denied.class)
          .hasMessageContaining("pull access denied");
    }

    @Test
    void areNotFetchedFromLocalAddressesElsewhere() {
      server.enqueue(demand("http://169.254.169.254/latest"));

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.Failed.class)
          .hasMessageContaining("a server whose address is a local address");
    }

    @Test
    void areBounded() {
      server.enqueue(demand(server.url("/token").toString()));
      server.enqueue(ok(new byte[(1 << 20) + 1]));

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.Failed.class)
          .hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void thatAreBasicNeedCredentials() {
      server.enqueue(status(401).addHeader("WWW-Authenticate", "Basic realm=\"r\"").build());

      assertThatThrownBy(() -> client.manifest(image))
          .isInstanceOf(RegistryException.Denied.class)
          .hasMessageContaining("may require credentials");
    }
  }

  @Nested
  class Redirects {
    @Test
    void doNotCarryTheTokenToAnotherHost() throws Exception {
      try (MockWebServer storage = new MockWebServer()) {
        storage.start();
        storage.enqueue(ok(BLOB));
        server.enqueue(
            status(401)
                .addHeader("WWW-Authenticate", "Bearer realm=\"" + server.url("/t") + "\"")
                .build());
        server.enqueue(status(200).body("{\"token\":\"secret\"}").build());
        server.enqueue(
            status(307).setHeader("Location", storage.url("/signed?x=1").toString()).build());

        client.blob(image, DESCRIPTOR).close();

        RecordedRequest redirected = storage.takeRequest();
        assertThat(redirected).isNotNull();
        assertThat(redirected.getHeaders().get("Authorization")).isNull();
      }
    }

    @Test
    void toNeighboursAreNotFollowed() {
      server.enqueue(status(302).setHeader("Location", "http://169.254.169.254/x").build());

      assertThatThrownBy(() -> client.blob(image, DESCRIPTOR))
          .isInstanceOf(RegistryException.Failed.class)
          .hasMessageContaining("redirects to 169.254.169.254");
    }

    @Test
    void toFilesAreNotFollowed() {
      server.enqueue(status(302).setHeader("Location", "file:///etc/passwd").build());

      assertThatThrownBy(() -> client.blob(image, DESCRIPTOR))
          .isInstanceOf(RegistryException.Failed.class)
          .hasMessageContaining("answers 302");
    }

    @Test
    void inARoundEnd() {
      for (int i = 0; i < 200; i++) {
        server.enqueue(status(302).setHeader("Location", "/again").build());
      }

      assertThatThrownBy(() -> client.blob(image, DESCRIPTOR))
          .isInstanceOf(RegistryException.Unreachable.class)
          .hasMessageContaining("Too many follow-up requests");
    }
  }
}
