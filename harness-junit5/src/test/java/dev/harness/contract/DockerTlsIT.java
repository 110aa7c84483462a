package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.acceptance.DirectoryOfManyUsers;
import dev.harness.images.testing.TestCertificate;
import dev.harness.locate.EngineConnection;
import dev.harness.locate.Engines;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An engine behind a TCP port that wants to know who the client is: Debian's dockerd. */
@SuppressWarnings("NullAway.Init") // set before all tests
class DockerTlsIT {
  @TempDir(factory = DirectoryOfManyUsers.class, cleanup = CleanupMode.NEVER)
  private static Path directory;

  private static DockerDaemon daemon;
  private static String address;

  @BeforeAll
  static void startDocker() throws IOException, GeneralSecurityException {
    DockerDaemon.assumeThatItCanRun();
    DockerCli.assumeThatItIsHere();
    Path certificates = Files.createDirectories(directory.resolve("engine"));
    TestCertificate engine = TestCertificate.create(certificates, "localhost");
    TestCertificate client = TestCertificate.create(certificates, "client");
    client.writeCertificate(certificates.resolve("believed.pem"));
    engine.writeCertificate(certificates.resolve("server.pem"));
    engine.writeKey(certificates.resolve("server-key.pem"));
    engine.writeCertificate(directory.resolve("known/ca.pem"));
    client.writeCertificate(directory.resolve("known/cert.pem"));
    client.writeKey(directory.resolve("known/key.pem"));
    engine.writeCertificate(directory.resolve("nobody/ca.pem"));
    client.writeCertificate(directory.resolve("misled/ca.pem"));
    int port = FreePort.find();
    address = "tcp://localhost:" + port;
    daemon = DockerDaemon.startForTls(directory.resolve("docker"), port, certificates);
  }

  @AfterAll
  static void endDocker() {
    if (daemon != null) {
      daemon.close();
    }
  }

  private static EngineConnection connect(Map<String, String> variables) {
    Settings settings = new Settings(variables, Map.of());
    return new Engines(settings, DockerTlsIT.class.getClassLoader()).connect();
  }

  private static Map<String, String> certificates(String name) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DOCKER_HOST", address);
    variables.put("DOCKER_TLS_VERIFY", "1");
    variables.put("DOCKER_CERT_PATH", directory.resolve(name).toString());
    return variables;
  }

  @Test
  void speaksToWhomItKnows() {
    try (EngineConnection engine = connect(certificates("known"))) {
      assertThat(engine.client().containers().list(true)).isEmpty();
      assertThat(engine.description()).isEqualTo(address);
    }
  }

  @Test
  void speaksToTheContextThatDockersCommandLineHasMade() throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Path known = directory.resolve("known");
    new DockerCli(daemon.socket(), home)
        .configure(
            "context",
            "create",
            "remote",
            "--docker=host=%s,ca=%s,cert=%s,key=%s"
                .formatted(
                    address,
                    known.resolve("ca.pem"),
                    known.resolve("cert.pem"),
                    known.resolve("key.pem")));

    try (EngineConnection engine =
        connect(Map.of("DOCKER_CONFIG", home.toString(), "DOCKER_CONTEXT", "remote"))) {
      assertThat(engine.client().containers().list(true)).isEmpty();
      assertThat(engine.description()).isEqualTo(address);
    }
  }

  @Test
  void isTurnedAwayWithoutACertificate() {
    assertThatThrownBy(() -> connect(certificates("nobody")))
        .isInstanceOf(NoEngineException.class)
        .hasMessageStartingWith("The engine that DOCKER_HOST names does not answer: ")
        .hasMessageContaining("certificate");
  }

  @Test
  void doesNotBelieveAnybody() {
    assertThatThrownBy(() -> connect(certificates("misled")))
        .isInstanceOf(NoEngineException.class)
        .hasMessageStartingWith("The engine that DOCKER_HOST names does not answer: ")
        .hasMessageContaining("PKIX path");
  }
}
