package dev.harness.locate;

import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
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

  /** The address as it is to be spoken to. */
  EngineAddress secured(EngineAddress address) {
    return asked && address instanceof EngineAddress.TcpAddress tcp
        ? tcp.secured(directory)
        : address;
  }
}
