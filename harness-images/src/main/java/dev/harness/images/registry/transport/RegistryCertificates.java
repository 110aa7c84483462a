package dev.harness.images.registry.transport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * The certificates that the machine's user keeps for one registry (P11): a directory {@code
 * host[:port]} with {@code *.crt} for authorities, and {@code *.cert} beside {@code *.key} to prove
 * who we are.
 *
 * @param name the registry; empty when there is no directory for it
 * @param authorities files with certificates of authorities
 * @param clientKeys what proves who we are
 */
record RegistryCertificates(String name, List<Path> authorities, List<ClientKey> clientKeys) {

  /** Copies the lists. */
  RegistryCertificates {
    authorities = List.copyOf(authorities);
    clientKeys = List.copyOf(clientKeys);
  }

  /**
   * Finds those of a registry in the first of {@code places} that has some.
   *
   * @throws IOException when a certificate has no key, or the directory cannot be read
   */
  static RegistryCertificates of(HttpUrl registry, List<Path> places) throws IOException {
    List<String> names = new ArrayList<>(List.of(registry.host() + ":" + registry.port()));
    if (registry.port() == HttpUrl.defaultPort("https")) {
      names.add(registry.host());
    }
    for (Path place : places) {
      for (String name : names) {
        Path directory = place.resolve(name);
        if (Files.isDirectory(directory)) {
          return read(names.get(0), directory);
        }
      }
    }
    return new RegistryCertificates("", List.of(), List.of());
  }

  private static RegistryCertificates read(String name, Path directory) throws IOException {
    List<Path> authorities = files(directory, "*.crt");
    List<ClientKey> keys = new ArrayList<>();
    for (Path certificate : files(directory, "*.cert")) {
      Path key = sibling(certificate, ".cert", ".key");
      keys.add(new ClientKey(certificate, key));
    }
    for (Path key : files(directory, "*.key")) {
      Path certificate = sibling(key, ".key", ".cert");
      if (!Files.exists(certificate)) {
        throw new IOException("%s has no certificate beside it: %s".formatted(key, certificate));
      }
    }
    return new RegistryCertificates(name, authorities, keys);
  }

  private static List<Path> files(Path directory, String pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
      found.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  private static Path sibling(Path file, String ending, String other) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    return file.resolveSibling(name.substring(0, name.length() - ending.length()) + other);
  }
}
