package dev.harness.images.registry.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections are those that the machine's user allows: certificates, proxies, redirects. */
class TransportTest {
  @TempDir private static Path keys;
  private static TestCertificate server;
  private static TestCertificate client;

  @TempDir private Path places;
  private final MockWebServer web = new MockWebServer();

  @BeforeAll
  static void makeKeys() throws IOException {
    server = TestCertificate.create(keys, "localhost");
    client = TestCertificate.create(keys, "jane");
  }

  @BeforeEach
  void start() throws IOException {
    web.start();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private static int code(RegistrySettings settings, HttpUrl url) throws IOException {
    try (Transport transport = new Transport(settings, Duration.ofSeconds(5));
        Response response =
            transport.send(new Request.Builder().url(url).build(), url, Transport.Kind.DOCUMENT)) {
      return response.code();
    }
  }

  @Nested
  class Certificates {
    private RegistrySettings settings() {
      return new RegistrySettings(Set.of(), List.of(), List.of(places), List.of(), Map.of());
    }

    @BeforeEach
    void speakTls() throws Exception {
      web.useHttps(server.servingOnly(client));
    }

    private Path place() {
      return places.resolve("localhost:" + web.getPort());
    }

    private HttpUrl url() {
      return web.url("/");
    }

    @Test
    void thatNobodyKnowsAreNotBelieved() {
      assertThatThrownBy(() -> code(settings(), url()))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("certification path");
    }

    @Test
    void ofTheRegistrysDirectoryAreBelieved() throws Exception {
      server.writeCertificate(place().resolve("ca.crt"));
      web.enqueue(new MockResponse.Builder().build());

      assertThat(code(settings(), url())).isEqualTo(200);
    }

    @Test
    void ofTheMachineAreBelieved() throws Exception {
      Path bundle = server.writeCertificate(places.resolve("all.pem"));
      web.enqueue(new MockResponse.Builder().build());

      assertThat(
              code(
                  new RegistrySettings(Set.of(), List.of(), List.of(), List.of(bundle), Map.of()),
                  url()))
          .isEqualTo(200);
    }

    @Test
    void ofOneRegistryAreNotBelievedElsewhere() throws Exception {
      server.writeCertificate(places.resolve("localhost:1").resolve("ca.crt"));

      assertThatThrownBy(() -> code(settings(), url())).isInstanceOf(SSLException.class);
    }

    @Test
    void ofOurOwnAreShown() throws Exception {
      server.writeCertificate(place().resolve("ca.crt"));
      client.writeCertificate(place().resolve("jane.cert"));
      client.writeKey(place().resolve("jane.key"));
      web.requireClientAuth();
      web.enqueue(new MockResponse.Builder().build());

      assertThat(code(settings(), url())).isEqualTo(200);
    }

    @Test
    void withoutKeysAreAnError() throws Exception {
      client.writeCertificate(place().resolve("jane.cert"));

      assertThatThrownBy(() -> code(settings(), url()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("jane.cert has no key beside it");
    }

    @Test
    void withoutCertificatesKeysAreAnError() throws Exception {
      client.writeKey(place().resolve("jane.key"));

      assertThatThrownBy(() -> code(settings(), url()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("jane.key has no certificate beside it");
    }

    @Test
    void withKeysOfAnotherFormSayHowToConvertThem() throws Exception {
      client.writeCertificate(place().resolve("jane.cert"));
      Files.writeString(place().resolve("jane.key"), "-----BEGIN RSA PRIVATE KEY-----\n");

      assertThatThrownBy(() -> code(settings(), url()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void areNotGivenUpForARedirectToPlainHttp() throws Exception {
      server.writeCertificate(place().resolve("ca.crt"));
      web.enqueue(
          new MockResponse.Builder()
              .code(302)
              .setHeader("Location", "http://localhost:" + web.getPort() + "/")
              .build());

      assertThatThrownBy(() -> code(settings(), url()))
          .isInstanceOf(GivenUpException.class)
          .hasMessage("localhost redirects to localhost without encryption");
    }
  }

  @Nested
  class Proxies {
    private RegistrySettings through(String login) {
      return new RegistrySettings(
          Set.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of("http_proxy", "http://" + login + "localhost:" + web.getPort()));
    }

    @Test
    void areAskedForTheWholeAddress() throws Exception {
      web.enqueue(new MockResponse.Builder().build());

      int code = code(through(""), HttpUrl.get("http://registry.example/v2/"));

      assertThat(code).isEqualTo(200);
      assertThat(web.takeRequest().getTarget()).isEqualTo("http://registry.example/v2/");
    }

    @Test
    void areToldWhoAsksWhenTheyWantToKnow() throws Exception {
      web.enqueue(
          new MockResponse.Builder()
              .code(407)
              .setHeader("Proxy-Authenticate", "Basic realm=\"r\"")
              .build());
      web.enqueue(new MockResponse.Builder().build());

      int code = code(through("jane:opensesame@"), HttpUrl.get("http://registry.example/v2/"));

      assertThat(code).isEqualTo(200);
      web.takeRequest();
      RecordedRequest second = web.takeRequest();
      assertThat(second.getHeaders().get("Proxy-Authorization"))
          .isEqualTo(
              "Basic " + Base64.getEncoder().encodeToString("jane:opensesame".getBytes(UTF_8)));
    }

    @Test
    void thatRefuseUsAreAskedOnce() throws Exception {
      for (int i = 0; i < 3; i++) {
        web.enqueue(new MockResponse.Builder().code(407).build());
      }

      assertThat(code(through("jane:x@"), HttpUrl.get("http://registry.example/v2/")))
          .isEqualTo(407);
      assertThat(web.getRequestCount()).isEqualTo(2);
    }
  }
}
