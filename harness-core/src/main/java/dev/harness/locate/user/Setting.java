package dev.harness.locate.user;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting that users may make. Its key is that of the system property and of the line in a file;
 * the variable has the same words in capitals: {@code harness.engine} and {@code HARNESS_ENGINE}.
 * docs/configuration.md says what each means.
 */
public enum Setting {
  ENGINE("harness.engine"),
  ENGINE_JAR("harness.engine.jar"),
  ENGINE_CDS("harness.engine.cds"),
  ENGINE_TIMEOUT("harness.engine.timeout"),
  DATA("harness.data"),
  RUN("harness.run"),
  DIRECT_ADDRESSES("harness.direct.addresses"),
  IMAGE_SUBSTITUTION("harness.image.substitution"),
  PROGRESS("harness.progress"),
  SNAPSHOTS("harness.snapshots"),
  REQUIRED("harness.required"),
  TIMELINE("harness.timeline"),
  PLAIN_HTTP_REGISTRIES("harness.plain.http.registries"),
  REGISTRY_MIRRORS("harness.registry.mirrors"),
  REGISTRY_CERTIFICATES("harness.registry.certificates"),
  DOCKER_HOST("docker.host"),
  DOCKER_CONTEXT("docker.context"),
  DOCKER_TLS_VERIFY("docker.tls.verify"),
  DOCKER_CERT_PATH("docker.cert.path");

  private final String key;

  Setting(String key) {
    this.key = key;
  }

  /** The name of the system property, and in files. */
  public String key() {
    return key;
  }

  /** The name of the variable. */
  public String variable() {
    return key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether our engine may want to know it, which sees nothing but variables. */
  boolean isOurs() {
    return key.startsWith("harness.");
  }

  /** The setting of a key, if there is one. */
  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
