package dev.harness.images.registry;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.HttpUrl;

/**
 * What the configuration says about registries.
 *
 * @param plainHttp registries, as in names of images, that may be asked over plain http; those of
 *     this machine may anyway (P10)
 * @param mirrors in the order in which they are asked
 * @param certificates directories with one directory per registry, {@code host[:port]} (P11)
 * @param authorities files with further certificates of authorities, taken where they exist
 * @param environment the variables that name proxies (P12)
 */
public record RegistrySettings(
    Set<String> plainHttp,
    List<Mirror> mirrors,
    List<Path> certificates,
    List<Path> authorities,
    Map<String, String> environment) {
  private static final String HUB_DOMAIN = "docker.io";
  private static final String HUB_HOST = "registry-1.docker.io";

  /** Copies the collections. */
  public RegistrySettings {
    plainHttp = Set.copyOf(plainHttp);
    mirrors = List.copyOf(mirrors);
    certificates = List.copyOf(certificates);
    authorities = List.copyOf(authorities);
    environment = Map.copyOf(environment);
  }

  /** Those of a machine where nothing is configured. */
  public static RegistrySettings none() {
    return new RegistrySettings(Set.of(), List.of(), List.of(), List.of(), Map.of());
  }

  /**
   * Reads the variables of a process: {@code HARNESS_PLAIN_HTTP_REGISTRIES} and {@code
   * HARNESS_REGISTRY_MIRRORS} (lists separated by commas), {@code HARNESS_REGISTRY_CERTIFICATES}
   * (a directory), {@code SSL_CERT_FILE}, and the usual ones for proxies and the home directory.
   *
   * @throws IllegalArgumentException when one of them cannot be read
   */
  public static RegistrySettings of(Map<String, String> environment) {
    return new RegistrySettings(
        new TreeSet<>(list(environment, "HARNESS_PLAIN_HTTP_REGISTRIES")),
        list(environment, "HARNESS_REGISTRY_MIRRORS").stream().map(Mirror::parse).toList(),
        certificateDirectories(environment),
        authorityFiles(environment),
        environment);
  }

  private static List<String> list(Map<String, String> environment, String name) {
    return Arrays.stream(environment.getOrDefault(name, "").split(",", -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static List<Path> certificateDirectories(Map<String, String> environment) {
    List<Path> directories = new ArrayList<>();
    list(environment, "HARNESS_REGISTRY_CERTIFICATES")
        .forEach(each -> directories.add(Path.of(each)));
    String home = environment.getOrDefault("HOME", "");
    if (!home.isEmpty()) {
      String config = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
      directories.add(Path.of(config, "containers", "certs.d"));
      directories.add(Path.of(home, ".docker", "certs.d"));
    }
    directories.add(Path.of("/etc/containers/certs.d"));
    directories.add(Path.of("/etc/docker/certs.d"));
    return directories;
  }

  private static List<Path> authorityFiles(Map<String, String> environment) {
    String named = environment.getOrDefault("SSL_CERT_FILE", "");
    return named.isEmpty()
        ? List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"))
        : List.of(Path.of(named));
  }

  /**
   * Where an image can be had, in the order in which to ask: mirrors first, the registry itself
   * last, by each protocol that it may speak.
   *
   * @param credentials for the registry itself; no mirror gets them
   * @param resolving whether the answer decides what a tag means
   */
  public List<Repository> route(Reference reference, Credentials credentials, boolean resolving) {
    List<Repository> route = new ArrayList<>();
    for (Mirror mirror : mirrors) {
      if (mirror.domain().equals(reference.domain()) && (mirror.resolvesTags() || !resolving)) {
        route.add(
            new Repository(
                mirror.base(),
                mirror.prefix() + reference.path(),
                reference.domain(),
                reference.familiarRepository(),
                Credentials.none()));
      }
    }
    route.addAll(origin(reference, credentials));
    return route;
  }

  /**
   * The registry of an image itself, by each protocol that it may speak, the likelier first.
   *
   * @throws RegistryException when its name is no address
   */
  public List<Repository> origin(Reference reference, Credentials credentials) {
    return addresses(reference.domain()).stream()
        .map(
            base ->
                new Repository(
                    base, reference.path(), "", reference.familiarRepository(), credentials))
        .toList();
  }

  /**
   * A registry as a whole, by each protocol that it may speak, the likelier first.
   *
   * @param domain as in names of images
   * @throws RegistryException when it is no address
   */
  public List<Repository> whole(String domain, Credentials credentials) {
    return addresses(domain).stream()
        .map(base -> new Repository(base, "", "", domain, credentials))
        .toList();
  }

  /**
   * The address of a file (P41), by the rules for registries: without encryption only where plain
   * http is allowed (P10).
   *
   * @throws RegistryException.InvalidAddress when it is none
   */
  public HttpUrl file(String address) {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null) {
      throw new RegistryException.InvalidAddress(
          "cannot fetch '%s': it is no http or https address"
              .formatted(address.replaceFirst("//.*@", "//…@")));
    }
    boolean listed = plainHttp.contains(url.host() + ":" + url.port());
    if (url.isHttps() || Hosts.isLoopback(url.host()) || listed || plainHttp.contains(url.host())) {
      return url;
    }
    throw new RegistryException.InvalidAddress(
        ("cannot fetch files of %s without encryption: use https, or allow it with"
                + " HARNESS_PLAIN_HTTP_REGISTRIES=%s")
            .formatted(url.host(), url.host()));
  }

  private List<HttpUrl> addresses(String domain) {
    String authority = domain.equals(HUB_DOMAIN) ? HUB_HOST : domain;
    HttpUrl secure = HttpUrl.parse("https://" + authority + "/v2/");
    if (secure == null || !secure.encodedPath().equals("/v2/")) {
      throw new RegistryException.Failed(
          "'%s' is no address of a registry".formatted(domain), false);
    }
    HttpUrl plain = HttpUrl.get("http://" + authority + "/v2/");
    if (Hosts.isLoopback(secure.host())) {
      return List.of(plain, secure);
    }
    return plainHttp.contains(domain) ? List.of(secure, plain) : List.of(secure);
  }
}
