package dev.harness.registry;

/**
 * The key of a login in a file: a registry, with a namespace or a repository behind it in Podman's
 * files, and in many spellings (A3).
 *
 * @param domain the registry, with its port where one was given
 * @param path the namespace or repository; empty for the whole registry
 */
record RegistryKey(String domain, String path) {

  static RegistryKey parse(String key) {
    String plain = key.strip().replaceFirst("^https?://", "");
    int slash = plain.indexOf('/');
    String host = slash < 0 ? plain : plain.substring(0, slash);
    String path = slash < 0 ? "" : plain.substring(slash + 1).replaceAll("/+$", "");
    boolean version = path.equals("v1") || path.equals("v2");
    return new RegistryKey(ImageName.isHub(host) ? ImageName.HUB : host, version ? "" : path);
  }

  /** Whether the login is for the repository of an image. */
  boolean includes(ImageName image) {
    return domain.equals(image.domain())
        && (path.isEmpty() || image.path().equals(path) || image.path().startsWith(path + "/"));
  }
}
