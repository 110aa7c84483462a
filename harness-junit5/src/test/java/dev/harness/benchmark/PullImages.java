package dev.harness.benchmark;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.DigestAlgorithm;
import dev.harness.images.reference.MediaType;
import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.registry.client.RemotePush;
import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Images made of this machine's own files: directories of {@code /usr}, in no order, as layers. */
final class PullImages {
  /** One file that is larger would make the layer another kind of layer. */
  private static final long MAX_FILE_BYTES = 32 << 20;

  /** Makes neighbours of hashes strangers. */
  private static final int SCATTERING = 0x9E3779B1;

  private final RegistryServer registry;
  private final Path directory;
  private final Iterator<Path> files;

  /** Makes layers in {@code directory}, and pushes to {@code registry}. */
  PullImages(RegistryServer registry, Path directory) throws IOException {
    this.registry = registry;
    this.directory = directory;
    try (Stream<Path> all = Files.walk(Path.of("/usr"))) {
      this.files =
          all.filter(PullImages::isWanted)
              .sorted(Comparator.comparingInt(PullImages::shuffled).thenComparing(path -> path))
              .toList()
              .iterator();
    }
  }

  /** The same number for what lies in one directory, and for the directory itself. */
  private static int shuffled(Path path) {
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    return (directory ? path : path.resolveSibling(".")).normalize().toString().hashCode()
        * SCATTERING;
  }

  /** A layer as it was made: the archive on this disk, and the digest of its plain form. */
  private record Layer(Path archive, Digest diffId) {}

  /**
   * An image in the registry.
   *
   * @param name to pull it by
   * @param layers their compressed archives, on this disk
   */
  record Pushed(String name, List<Path> layers) {}

  private static boolean isWanted(Path path) {
    try {
      return Files.isReadable(path)
          && (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
              || Files.size(path) <= MAX_FILE_BYTES);
    } catch (IOException e) {
      // It has gone meanwhile.
      return false;
    }
  }

  /** Makes and pushes an image of {@code count} layers of at least {@code bytes} of files each. */
  Pushed push(String repository, int count, long bytes) throws IOException, InterruptedException {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      layers.add(layer(directory.resolve(repository + "-" + i), bytes));
    }
    Reference reference = Reference.parse(registry.host() + "/benchmark/" + repository + ":1");
    try (RegistryClient client = new RegistryClient(RegistrySettings.none())) {
      RemotePush push = client.repository(reference, Credentials.none()).push(List.of());
      push(push, layers);
    }
    return new Pushed(reference.toString(), layers.stream().map(Layer::archive).toList());
  }

  private Layer layer(Path base, long wantedBytes) throws IOException, InterruptedException {
    Set<String> names = new LinkedHashSet<>();
    long bytes = 0;
    while (bytes < wantedBytes && files.hasNext()) {
      Path file = files.next();
      // As what makes images does: a layer has the directories that its files are in.
      for (int depth = 1; depth <= file.getNameCount(); depth++) {
        names.add(file.subpath(0, depth).toString());
      }
      bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
    }
    Path list = Files.write(Path.of(base + ".list"), names, StandardCharsets.ISO_8859_1);
    Path tar = Path.of(base + ".tar");
    Commands.run("tar", "-C", "/", "--no-recursion", "-T", list.toString(), "-cf", tar.toString());
    Digest diffId = digest(tar);
    long tarBytes = Files.size(tar);
    Commands.run("gzip", "-6", tar.toString());
    Path archive = Path.of(tar + ".gz");
    System.out.printf(
        Locale.ROOT,
        "layer %s: %.1f MB gzip, %.1f MB tar, %d entries%n",
        base.getFileName(),
        Files.size(archive) / 1e6,
        tarBytes / 1e6,
        names.size());
    return new Layer(archive, diffId);
  }

  private static void push(RemotePush push, List<Layer> layers) throws IOException {
    List<String> descriptors = new ArrayList<>();
    for (Layer layer : layers) {
      Descriptor blob =
          new Descriptor(
              LayerEncoding.GZIP.mediaType(), digest(layer.archive()), Files.size(layer.archive()));
      push.blob(blob, () -> Files.newInputStream(layer.archive()), sent -> {});
      descriptors.add(json(blob));
    }
    byte[] config =
        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
            .formatted(
                layers.stream()
                    .map(layer -> "\"" + layer.diffId() + "\"")
                    .collect(Collectors.joining(",")))
            .getBytes(StandardCharsets.UTF_8);
    Descriptor configuration =
        new Descriptor(MediaType.OCI_CONFIG.text(), Digest.sha256(config), config.length);
    push.blob(configuration, () -> new ByteArrayInputStream(config), sent -> {});
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                MediaType.OCI_MANIFEST.text(), json(configuration), String.join(",", descriptors));
    push.manifest(
        Optional.of("1"), MediaType.OCI_MANIFEST.text(), manifest.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Descriptor blob) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(blob.mediaType(), blob.digest(), blob.sizeBytes());
  }

  private static Digest digest(Path file) throws IOException {
    var hash = DigestAlgorithm.SHA256.newHash();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Digest.of(DigestAlgorithm.SHA256, hash);
  }
}
