package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.BLOB;
import static dev.harness.images.registry.client.ScriptedRegistry.DESCRIPTOR;
import static dev.harness.images.registry.client.ScriptedRegistry.ok;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.MismatchException;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Blobs are what they should be, over however many connections. */
class BlobStreamTest {
  @RegisterExtension private final ScriptedRegistry registry = new ScriptedRegistry();

  @Test
  void areVerified() throws IOException {
    registry.answer(ok(BLOB));

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThat(blob.readAllBytes()).isEqualTo(BLOB);
    }
  }

  @Test
  void thatAreOthersFail() throws IOException {
    byte[] other = BLOB.clone();
    other[0]++;
    registry.answer(ok(other));

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThatThrownBy(blob::readAllBytes).isInstanceOf(MismatchException.class);
    }
  }

  @Test
  void thatAreTooLongFail() throws IOException {
    registry.answer(ok(Arrays.copyOf(BLOB, BLOB.length + 1)));

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThatThrownBy(blob::readAllBytes)
          .isInstanceOf(MismatchException.class)
          .hasMessageContaining("longer than the 10000 bytes");
    }
  }

  @Test
  void keepBytesThatAreLabelledAsEncoded() throws IOException {
    registry.answer(
        status(200).setHeader("Content-Encoding", "gzip").body(new Buffer().write(BLOB)).build());

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThat(blob.readAllBytes()).isEqualTo(BLOB);
    }
  }

  @Test
  void goOnWhereAConnectionBroke() throws Exception {
    registry.answer(brokenAfter(4000));
    registry.answer(part(4000, "bytes 4000-9999/10000"));

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThat(blob.readAllBytes()).isEqualTo(BLOB);
    }
    registry.taken();
    assertThat(registry.taken().getHeaders().get("Range")).isEqualTo("bytes=4000-");
  }

  @Test
  void skipWhatARegistryWithoutRangesSendsAgain() throws IOException {
    registry.answer(brokenAfter(4000));
    registry.answer(ok(BLOB));

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThat(blob.readAllBytes()).isEqualTo(BLOB);
    }
  }

  @Test
  void refuseAnotherPartThanAskedFor() throws IOException {
    registry.answer(brokenAfter(4000));
    registry.answer(part(3000, "bytes 3000-9999/10000"));

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThatThrownBy(blob::readAllBytes)
          .isInstanceOf(RegistryException.Failed.class)
          .hasMessageContaining("sends another part than asked for");
    }
  }

  @Test
  void takeSilenceForABrokenConnection() throws IOException {
    registry.answer(
        status(200)
            .body(new Buffer().write(BLOB))
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build());
    registry.answer(ok(BLOB));
    RegistryClient impatient = registry.client(RegistrySettings.none(), Duration.ofSeconds(1));
    RemoteRepository repository = impatient.repository(registry.image(), Credentials.none());

    try (InputStream blob = repository.blob(DESCRIPTOR)) {
      assertThat(blob.readAllBytes()).isEqualTo(BLOB);
    }
  }

  @Test
  void areGivenUpWhenConnectionsKeepBreaking() throws IOException {
    registry.answer(brokenAfter(100));
    for (int i = 0; i < 4; i++) {
      registry.answer(status(206).onRequestStart(new SocketEffect.CloseSocket()).build());
    }

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThatThrownBy(blob::readAllBytes)
          .isInstanceOf(RegistryException.Unreachable.class)
          .hasMessageContaining("cannot pull " + DESCRIPTOR.digest());
    }
    assertThat(registry.pauses()).hasSize(4);
  }

  @Test
  void startOverWhereARegistryHasForgottenThePosition() throws IOException {
    registry.answer(brokenAfter(4000));
    registry.answer(status(416).build());
    registry.answer(ok(BLOB));

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThat(blob.readAllBytes()).isEqualTo(BLOB);
    }
  }

  @Test
  void thatAnnounceToBeTooShortAreNotAskedForAgain() {
    registry.answer(ok(Arrays.copyOf(BLOB, BLOB.length - 1)));

    assertThatThrownBy(() -> registry.repository().blob(DESCRIPTOR))
        .isInstanceOf(RegistryException.WrongContent.class)
        .hasMessageContaining("has 9999 bytes of it, the manifest announces 10000");
    assertThat(registry.pauses()).isEmpty();
  }

  @Test
  void areAskedForAtTheRegistryAgainAfterARedirectHasExpired() throws Exception {
    registry.answer(status(307).setHeader("Location", "/signed?1").build());
    registry.answer(brokenAfter(4000));
    registry.answer(status(307).setHeader("Location", "/signed?2").build());
    registry.answer(part(4000, "bytes 4000-9999/10000"));

    try (InputStream blob = registry.repository().blob(DESCRIPTOR)) {
      assertThat(blob.readAllBytes()).isEqualTo(BLOB);
    }
    registry.taken();
    registry.taken();
    assertThat(registry.taken().getUrl().encodedPath()).contains("/blobs/sha256:");
    assertThat(registry.taken().getHeaders().get("Range")).isEqualTo("bytes=4000-");
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
