package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.BLOB;
import static dev.harness.images.registry.client.ScriptedRegistry.DESCRIPTOR;
import static dev.harness.images.registry.client.ScriptedRegistry.LOGIN;
import static dev.harness.images.registry.client.ScriptedRegistry.MANIFEST;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Blobs get into a repository by the cheapest way, and arrive whole whatever happens on it. */
class RemotePushTest {
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  @RegisterExtension private final ScriptedRegistry registry = new ScriptedRegistry();
  private final List<Long> sent = new ArrayList<>();

  private PlacedBlob push(RemoteRepository repository, Reference... mountFrom) {
    return repository
        .push(List.of(mountFrom))
        .blob(DESCRIPTOR, () -> new ByteArrayInputStream(BLOB), sent::add);
  }

  private Reference sibling(String path) {
    return Reference.parse("localhost:%d/%s".formatted(registry.port(), path));
  }

  private static MockResponse accepted(String location) {
    return status(202).setHeader("Location", location).build();
  }

  private static ByteString body(RecordedRequest request) {
    return request.getBody() == null ? ByteString.EMPTY : request.getBody();
  }

  @Test
  void sendsNothingThatIsThere() throws Exception {
    registry.answer(status(200).build());

    PlacedBlob placed = push(registry.repository());

    assertThat(placed).isEqualTo(new PlacedBlob(PlacedBlob.Way.PRESENT, ""));
    assertThat(registry.taken().getMethod()).isEqualTo("HEAD");
  }

  @Test
  void asksForTheWholeWhereStorageRefusesTheHead() throws Exception {
    registry.answer(status(307).setHeader("Location", "/signed").build());
    registry.answer(status(403).build());
    registry.answer(status(200).build());

    assertThat(push(registry.repository()).way()).isEqualTo(PlacedBlob.Way.PRESENT);

    registry.taken();
    registry.taken();
    assertThat(registry.taken().getMethod()).isEqualTo("GET");
  }

  @Test
  void mountsWhatAnotherRepositoryHas() throws Exception {
    registry.answer(
        status(401)
            .addHeader("WWW-Authenticate", "Bearer realm=\"" + registry.url("/token") + "\"")
            .build());
    registry.answer(status(200).body("{\"token\":\"t\"}").build());
    registry.answer(status(404).build());
    registry.answer(status(201).build());

    PlacedBlob placed = push(registry.repository(), sibling("other/c"));

    assertThat(placed).isEqualTo(new PlacedBlob(PlacedBlob.Way.MOUNTED, "other/c"));
    registry.taken();
    assertThat(registry.taken().getUrl().queryParameterValues("scope"))
        .containsExactly("repository:a/b:pull,push", "repository:other/c:pull");
    registry.taken();
    RecordedRequest mount = registry.taken();
    assertThat(mount.getMethod()).isEqualTo("POST");
    assertThat(mount.getUrl().queryParameter("mount")).isEqualTo(DESCRIPTOR.digest().toString());
    assertThat(mount.getUrl().queryParameter("from")).isEqualTo("other/c");
  }

  @Test
  void goesOnWithTheUploadThatIsBegunInsteadOfAMount() throws Exception {
    registry.answer(status(404).build());
    registry.answer(accepted("/upload/1?state=x"));
    registry.answer(status(201).build());

    PlacedBlob placed = push(registry.repository(), sibling("other/c"));

    assertThat(placed).isEqualTo(new PlacedBlob(PlacedBlob.Way.UPLOADED, ""));
    registry.taken();
    registry.taken();
    RecordedRequest put = registry.taken();
    assertThat(put.getUrl().encodedPath()).isEqualTo("/upload/1");
    assertThat(put.getUrl().queryParameter("state")).isEqualTo("x");
    assertThat(put.getUrl().queryParameter("digest")).isEqualTo(DESCRIPTOR.digest().toString());
    assertThat(body(put).toByteArray()).isEqualTo(BLOB);
    assertThat(sent).last().isEqualTo(10_000L);
  }

  @Test
  void showsNoPasswordToAnotherHost() throws Exception {
    try (MockWebServer storage = new MockWebServer()) {
      storage.start();
      storage.enqueue(status(201).build());
      registry.answer(status(401).addHeader("WWW-Authenticate", "Basic realm=\"r\"").build());
      registry.answer(status(404).build());
      registry.answer(accepted(storage.url("/put").toString()));

      push(registry.repository(LOGIN));

      assertThat(storage.takeRequest().getHeaders().get("Authorization")).isNull();
    }
  }

  @Test
  void doesNotUploadToNeighbours() {
    registry.answer(status(404).build());
    registry.answer(accepted("http://169.254.169.254/x"));

    assertThatThrownBy(() -> push(registry.repository()))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("redirects to 169.254.169.254");
  }

  @Test
  void sendsPiecesWhereTheWholeIsTooLarge() throws Exception {
    registry.answer(status(404).build());
    registry.answer(accepted("/upload/1"));
    registry.answer(status(413).build());
    registry.answer(accepted("/upload/2"));
    registry.answer(accepted("/upload/3"));
    registry.answer(status(201).build());

    push(registry.repository());

    for (int i = 0; i < 4; i++) {
      registry.taken();
    }
    RecordedRequest patch = registry.taken();
    assertThat(patch.getMethod()).isEqualTo("PATCH");
    assertThat(patch.getUrl().encodedPath()).isEqualTo("/upload/2");
    assertThat(patch.getHeaders().get("Content-Range")).isEqualTo("0-9999");
    assertThat(body(patch).toByteArray()).isEqualTo(BLOB);
    RecordedRequest finish = registry.taken();
    assertThat(finish.getUrl().encodedPath()).isEqualTo("/upload/3");
    assertThat(body(finish).size()).isZero();
  }

  /** A registry whose connections break while the first bytes come, whole or in pieces. */
  private MockResponse breaking(RecordedRequest request, List<RecordedRequest> patches) {
    MockResponse broken = status(500).onResponseStart(new SocketEffect.CloseSocket()).build();
    return switch (String.valueOf(request.getMethod())) {
      case "HEAD" -> status(404).build();
      case "POST" -> accepted("/upload");
      case "GET" -> status(204).setHeader("Range", "0-3999").build();
      case "PATCH" -> {
        patches.add(request);
        yield patches.size() == 1 ? broken : accepted("/upload");
      }
      default -> body(request).size() > 0 ? broken : status(201).build();
    };
  }

  @Test
  void goesOnWhereAnUploadBroke() {
    List<RecordedRequest> patches = new CopyOnWriteArrayList<>();
    registry.answerBy(request -> breaking(request, patches));
    // The registry is known to speak plain http.
    registry.repository().push(List.of()).manifest(Optional.of("1"), TYPE, new byte[0]);

    push(registry.repository());

    assertThat(patches)
        .extracting(patch -> patch.getHeaders().get("Content-Range"))
        .containsExactly("0-9999", "4000-9999");
    assertThat(body(patches.get(1)).size()).isEqualTo(6000);
  }

  @Test
  void saysThatContentCannotBeRead() {
    registry.answer(status(404).build());
    registry.answer(accepted("/upload/1"));
    registry.answer(status(201).build());
    BlobContent broken =
        () -> {
          throw new IOException("the disk is gone");
        };

    assertThatThrownBy(
            () -> registry.repository().push(List.of()).blob(DESCRIPTOR, broken, sent::add))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("cannot push " + DESCRIPTOR.digest())
        .hasMessageContaining("the disk is gone");
  }

  @Test
  void saysWhoWasRefused() {
    for (int i = 0; i < 4; i++) {
      registry.answer(status(401).addHeader("WWW-Authenticate", "Basic realm=\"r\"").build());
    }

    assertThatThrownBy(() -> push(registry.repository(LOGIN)))
        .isInstanceOf(RegistryException.Denied.class)
        .hasMessageContaining("push access denied for localhost:%d/a/b", registry.port())
        .hasMessageContaining("the user 'jane'");
  }

  @Test
  void labelsManifestsAndChecksWhatWasStored() throws Exception {
    registry.answer(
        status(201).setHeader("Docker-Content-Digest", Digest.sha256(MANIFEST).toString()).build());
    registry.answer(
        status(201).setHeader("Docker-Content-Digest", Digest.sha256(BLOB).toString()).build());
    RemotePush push = registry.repository().push(List.of());

    push.manifest(Optional.of("1"), TYPE, MANIFEST);

    RecordedRequest put = registry.taken();
    assertThat(put.getUrl().encodedPath()).isEqualTo("/v2/a/b/manifests/1");
    assertThat(put.getHeaders().get("Content-Type")).isEqualTo(TYPE);
    assertThatThrownBy(() -> push.manifest(Optional.empty(), TYPE, MANIFEST))
        .isInstanceOf(RegistryException.WrongContent.class)
        .hasMessageContaining("stored something else than " + Digest.sha256(MANIFEST));
  }
}
