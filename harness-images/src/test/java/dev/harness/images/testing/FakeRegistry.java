package dev.harness.images.testing;

import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** A registry that serves what it was given, and remembers what was asked. */
public final class FakeRegistry implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Map<String, byte[]> content = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public FakeRegistry() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request.getUrl().encodedPath());
          }
        });
    server.start();
  }

  private MockResponse answer(String path) {
    requests.add(path.replaceFirst(".*/(manifests|blobs)/", "$1 "));
    byte[] body = content.get(path);
    return body == null
        ? new MockResponse.Builder().code(404).body("{\"message\":\"unknown\"}").build()
        : new MockResponse.Builder().body(new Buffer().write(body)).build();
  }

  /** The name under which the images of a repository are pulled. */
  public String name(String repository) {
    return "localhost:" + server.getPort() + "/" + repository;
  }

  /** Serves an image, and its manifest by a tag as well. */
  public void put(String repository, String tag, ImageFixture image) {
    put(repository, tag, image.manifest());
    image.blobs().forEach((digest, blob) -> put(repository, digest, blob));
  }

  /** Serves bytes as a manifest or list, by its tag and its digest. */
  public void put(String repository, String tag, byte[] manifest) {
    content.put("/v2/" + repository + "/manifests/" + tag, manifest);
    put(repository, Digest.sha256(manifest), manifest);
  }

  /** Serves bytes under a digest that need not be theirs. */
  public void put(String repository, Digest digest, byte[] blob) {
    content.put("/v2/" + repository + "/blobs/" + digest, blob);
    content.put("/v2/" + repository + "/manifests/" + digest, blob);
  }

  /** What was asked since this was asked last: {@code manifests TAG}, {@code blobs DIGEST}. */
  public List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  @Override
  public void close() {
    server.close();
  }
}
