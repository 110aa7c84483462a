package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.BLOB;
import static dev.harness.images.registry.client.ScriptedRegistry.ok;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files at addresses come by the rules for registries (P41). */
class RemoteFileTest {
  private static final int ENOUGH = 1 << 20;

  @RegisterExtension private final ScriptedRegistry server = new ScriptedRegistry();

  private RemoteFile file(String address) {
    return server.client(RegistrySettings.none()).file(address);
  }

  private RemoteFile file() {
    return file(server.url("/root.tar").toString());
  }

  private static byte[] read(RemoteFile file, long maxBytes) throws IOException {
    try (InputStream in = file.open(maxBytes)) {
      return in.readAllBytes();
    }
  }

  @Test
  void come() throws Exception {
    server.answer(ok(BLOB));

    assertThat(read(file(), BLOB.length)).isEqualTo(BLOB);
    assertThat(server.taken().getHeaders().get("Accept-Encoding")).isEqualTo("identity");
  }

  @Test
  void comeWithTheLoginOfTheirAddressWhichIsShownNowhere() throws Exception {
    server.answer(ok(BLOB));
    RemoteFile file =
        file("http://jane:opensesame@localhost:%d/a?key=1#x".formatted(server.port()));

    read(file, ENOUGH);

    assertThat(server.taken().getHeaders().get("Authorization"))
        .isEqualTo("Basic amFuZTpvcGVuc2VzYW1l");
    assertThat(file.place()).isEqualTo("http://localhost:%d/a".formatted(server.port()));
  }

  @Test
  void comeFromWhereTheyWereMoved() throws IOException {
    server.answer(status(302).setHeader("Location", "/elsewhere").build());
    server.answer(ok(BLOB));

    assertThat(read(file(), ENOUGH)).isEqualTo(BLOB);
  }

  @Test
  void thatAreMovedForEverDoNotCome() {
    server.answerBy(request -> status(302).setHeader("Location", "/elsewhere").build());

    assertThatThrownBy(() -> file().open(ENOUGH))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessage("cannot fetch %s: localhost redirects more than 10 times", file().place());
  }

  @Test
  void mayNotBeLongerThanAllowed() {
    server.answer(ok(BLOB));

    assertThatThrownBy(() -> read(file(), BLOB.length - 1))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessage("cannot fetch %s: it has more than 9999 bytes", file().place());
  }

  @Test
  void thatAreNotThereFail() {
    server.answer(status(404).build());

    assertThatThrownBy(() -> file().open(ENOUGH))
        .isInstanceOf(RegistryException.NotFound.class)
        .hasMessageStartingWith("cannot fetch %s: not found".formatted(file().place()));
  }

  @Test
  void areAskedForAgainWhereAServerIsTroubled() throws IOException {
    server.answer(status(503).build());
    server.answer(ok(BLOB));

    assertThat(read(file(), ENOUGH)).isEqualTo(BLOB);
    assertThat(server.pauses()).hasSize(1);
  }

  @Test
  void thatBreakOffFail() {
    server.answer(
        new MockResponse.Builder()
            .body(new Buffer().write(Arrays.copyOf(BLOB, 5000)))
            .setHeader("Content-Length", BLOB.length)
            .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
            .build());

    assertThatThrownBy(() -> read(file(), ENOUGH))
        .isInstanceOf(RegistryException.Unreachable.class)
        .hasMessageStartingWith(
            "cannot fetch %s: localhost:%d is unreachable: unexpected end of stream"
                .formatted(file().place(), server.port()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://files.example/root.tar",
        "http://10.0.0.1/root.tar",
        "http://169.254.169.254/latest/meta-data"
      })
  void elsewhereNeedEncryption(String address) {
    assertThatThrownBy(() -> file(address))
        .isInstanceOf(RegistryException.InvalidAddress.class)
        .hasMessageContaining("without encryption: use https, or allow it with");
  }

  @Test
  void ofListedServersNeedNone() {
    RegistrySettings settings =
        new RegistrySettings(
            Set.of("files.example", "other.example:81"), List.of(), List.of(), List.of(), Map.of());
    RegistryClient client = server.client(settings);

    assertThat(client.file("http://files.example/a").place()).isEqualTo("http://files.example/a");
    assertThat(client.file("http://other.example:81/a").place())
        .isEqualTo("http://other.example:81/a");
    assertThat(client.file("https://any.example/a").place()).isEqualTo("https://any.example/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost/a", "file:///etc/passwd", "root.tar", "http://"})
  void haveAddresses(String address) {
    assertThatThrownBy(() -> file(address))
        .isInstanceOf(RegistryException.InvalidAddress.class)
        .hasMessage("cannot fetch '%s': it is no http or https address", address);
  }

  @Test
  void showNoLoginEvenWhereTheirAddressIsNone() {
    assertThatThrownBy(() -> file("ftp://jane:open/sesame@localhost/a"))
        .isInstanceOf(RegistryException.InvalidAddress.class)
        .hasMessage("cannot fetch 'ftp://…@localhost/a': it is no http or https address");
  }
}
