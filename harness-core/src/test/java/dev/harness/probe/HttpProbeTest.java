package dev.harness.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProbeTest {
  private static final String PASSWORD = "secret";

  @TempDir Path directory;
  private HttpServer server;

  HttpProbeTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    serve();
  }

  private void serve() {
    server.createContext("/", HttpProbeTest::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Repeats what was asked. */
  private static void answer(HttpExchange exchange) throws IOException {
    String said =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Test")).orElse("-");
    byte[] body = said.getBytes(UTF_8);
    int status = exchange.getRequestURI().getPath().equals("/gone") ? 410 : 200;
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Asks with more patience than users have by default: a busy machine is slow at TLS. */
  private Optional<String> missing(HttpQuestion question) {
    try (HttpProbe probe = new HttpProbe(question.patience(Duration.ofMinutes(1)))) {
      return probe.missing("localhost", server.getAddress().getPort());
    }
  }

  @Test
  void isContentWithStatus200() {
    assertThat(missing(HttpQuestion.get("/"))).isEmpty();
  }

  @Test
  void tellsAnotherStatus() {
    assertThat(missing(HttpQuestion.get("/gone"))).contains("status 410");
  }

  @Test
  void wantsTheStatusItIsToldTo() {
    HttpQuestion gone = HttpQuestion.get("/gone").status(status -> status == 410, "410");

    assertThat(missing(gone)).isEmpty();
    assertThat(missing(HttpQuestion.get("/").status(status -> status == 410, "410")))
        .contains("status 200");
  }

  @Test
  void sendsMethodQueryAndHeaders() {
    HttpQuestion question =
        HttpQuestion.get("/a%20b?c=d%26e")
            .method("POST")
            .header("X-Test", "yes")
            .body(Pattern.compile("^POST /a%20b\\?c=d%26e yes$"));

    assertThat(missing(question)).isEmpty();
    assertThat(missing(HttpQuestion.get("/").method("HEAD"))).isEmpty();
  }

  @Test
  void tellsThatTheBodyDoesNotMatch() {
    assertThat(missing(HttpQuestion.get("/").body(Pattern.compile("gr(ee)n"))))
        .contains("a body that does not match 'gr(ee)n'");
  }

  @Test
  void tellsThatNobodyAnswers() {
    server.stop(0);

    assertThat(missing(HttpQuestion.get("/")))
        .hasValueSatisfying(said -> assertThat(said).startsWith("no answer: "));
  }

  @Test
  void waitsForAnAnswerOnlySoLong() throws IOException {
    HttpQuestion question = HttpQuestion.get("/").patience(Duration.ofMillis(50));
    try (var silent = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpProbe probe = new HttpProbe(question)) {
      assertThat(probe.missing("localhost", silent.getLocalPort())).contains("no answer: timeout");
    }
  }

  @Test
  void takesACertificateOfAnybodyOnlyWhenToldTo() throws Exception {
    server.stop(0);
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(ownCertificate()));
    server = https;
    serve();

    assertThat(missing(HttpQuestion.get("/").trust(HttpQuestion.Trust.ANYBODY))).isEmpty();
    assertThat(missing(HttpQuestion.get("/").trust(HttpQuestion.Trust.AUTHORITIES)))
        .hasValueSatisfying(said -> assertThat(said).contains("PKIX path building failed"));
  }

  private SSLContext ownCertificate() throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=somebody",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void refusesAPathWithoutASlash() {
    assertThatThrownBy(() -> HttpQuestion.get("status"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an HTTP path starts with a slash: 'status'");
  }
}
