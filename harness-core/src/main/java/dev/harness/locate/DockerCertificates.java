package dev.harness.locate;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.user.NoEngineException;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH} say: with the former, whatever its
 * value, all TCP ports are spoken to by TLS.
 *
 * @param asked whether TLS is asked for
 * @param directory of {@code ca.pem}, {@code cert.pem} and {@code key.pem}
 */
record DockerCertificates(boolean asked, Path directory) {

  static DockerCertificates of(Settings settings) {
    return new DockerCertificates(
        settings.value(Setting.DOCKER_TLS_VERIFY).isPresent(),
        settings
            .value(Setting.DOCKER_CERT_PATH)
            .map(Path::of)
            .orElseGet(() -> DockerConfig.directory(settings))
            .toAbsolutePath());
  }

  /**
   * Refuses a directory without {@code ca.pem}, as Docker's command line does: to believe the
   * machine's authorities instead would let a slip of the pen decide whom to trust.
   *
   * @param origin of the engine's address, for the message
   */
  void requireAuthority(String origin) {
    Path authority = directory.resolve("ca.pem");
    if (!Files.isReadable(authority)) {
      throw new NoEngineException(
          "The engine that %s names is to be spoken to by TLS (%s), but there is no %s to check it with%s. Let %s name the directory of ca.pem, cert.pem and key.pem."
              .formatted(
                  origin,
                  Setting.DOCKER_TLS_VERIFY.variable(),
                  authority,
                  Files.isDirectory(directory) ? "" : ", nor the directory",
                  Setting.DOCKER_CERT_PATH.variable()));
    }
  }

  /** The address as it is to be spoken to. */
  EngineAddress secured(EngineAddress address) {
    return asked && address instanceof EngineAddress.TcpAddress tcp
        ? tcp.secured(directory)
        : address;
  }
}
