package dev.harness.images.reference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The media types of images that we read. */
public enum MediaType {
  /** A list of manifests by platform, OCI. */
  OCI_INDEX("application/vnd.oci.image.index.v1+json", Role.INDEX),
  /** A list of manifests by platform, Docker. */
  DOCKER_MANIFEST_LIST("application/vnd.docker.distribution.manifest.list.v2+json", Role.INDEX),
  /** One image, OCI. */
  OCI_MANIFEST("application/vnd.oci.image.manifest.v1+json", Role.MANIFEST),
  /** One image, Docker's schema 2. */
  DOCKER_MANIFEST("application/vnd.docker.distribution.manifest.v2+json", Role.MANIFEST),
  /** One image, Docker's schema 1, which is refused. */
  DOCKER_SCHEMA_1("application/vnd.docker.distribution.manifest.v1+json", Role.OLD_MANIFEST),
  /** One signed image, Docker's schema 1, which is refused. */
  DOCKER_SCHEMA_1_SIGNED(
      "application/vnd.docker.distribution.manifest.v1+prettyjws", Role.OLD_MANIFEST),
  /** An image's configuration, OCI. */
  OCI_CONFIG("application/vnd.oci.image.config.v1+json", Role.CONFIG),
  /** An image's configuration, Docker. */
  DOCKER_CONFIG("application/vnd.docker.container.image.v1+json", Role.CONFIG);

  /** What a document of a type is. */
  public enum Role {
    /** A list of manifests. */
    INDEX,
    /** The manifest of one image. */
    MANIFEST,
    /** A manifest of the time before 2017. */
    OLD_MANIFEST,
    /** The configuration of an image. */
    CONFIG
  }

  private final String text;
  private final Role role;

  MediaType(String text, Role role) {
    this.text = text;
    this.role = role;
  }

  /** The type as it is written in documents and headers. */
  public String text() {
    return text;
  }

  /** What a document of this type is. */
  public Role role() {
    return role;
  }

  /** The type that a document or a {@code Content-Type} header names, without its parameters. */
  public static Optional<MediaType> find(String text) {
    int semicolon = text.indexOf(';');
    String type = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    String lowerCase = type.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(known -> known.text.equals(lowerCase)).findFirst();
  }
}
