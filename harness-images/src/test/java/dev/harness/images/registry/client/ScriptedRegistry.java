package dev.harness.images.registry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A registry that gives the answers it is told, in their order, and a client that asks it. */
final class ScriptedRegistry implements BeforeEachCallback, AfterEachCallback {
  static final byte[] MANIFEST = "{\"layers\":[]}".getBytes(UTF_8);
  static final byte[] BLOB = "0123456789".repeat(1000).getBytes(UTF_8);
  static final Descriptor DESCRIPTOR = new Descriptor("", Digest.sha256(BLOB), BLOB.length);
  static final Credentials LOGIN = new Credentials.Password("jane", new Secret("opensesame"));

  private final MockWebServer server = new MockWebServer();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<RegistryClient> clients = new ArrayList<>();

  static MockResponse.Builder status(int code) {
    return new MockResponse.Builder().code(code);
  }

  static MockResponse ok(byte[] body) {
    return status(200).body(new Buffer().write(body)).build();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    server.start();
    clients.add(client(RegistrySettings.none()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    clients.forEach(RegistryClient::close);
    server.close();
  }

  /** Adds what is answered to the next request that has no answer yet. */
  void answer(MockResponse response) {
    server.enqueue(response);
  }

  /** Answers each request by what it is, instead. */
  void answerBy(Function<RecordedRequest, MockResponse> answers) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answers.apply(request);
          }
        });
  }

  /** How long the client paused, each time. */
  List<Duration> pauses() {
    return pauses;
  }

  int port() {
    return server.getPort();
  }

  HttpUrl url(String path) {
    return server.url(path);
  }

  Reference image() {
    return Reference.parse("localhost:" + port() + "/a/b:1");
  }

  RegistryClient client(RegistrySettings settings) {
    return client(settings, Duration.ofSeconds(10));
  }

  /** A client that takes silence of {@code stallTimeout} for a broken connection. */
  RegistryClient client(RegistrySettings settings, Duration stallTimeout) {
    RegistryClient client = new RegistryClient(settings, pauses::add, stallTimeout);
    clients.add(client);
    return client;
  }

  RemoteRepository repository() {
    return at(image());
  }

  RemoteRepository repository(Credentials credentials) {
    return clients.get(0).repository(image(), credentials);
  }

  RemoteRepository at(Reference reference) {
    return clients.get(0).repository(reference, Credentials.none());
  }

  /** The next request that came. */
  RecordedRequest taken() throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest(5, TimeUnit.SECONDS), "no request came");
  }
}
