package dev.harness.images.store.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.pipeline.Progress;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.store.LayerLease;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.PulledImages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {
  private static final byte[] BASE = new HostileTar().directory("usr").bytes();
  private static final byte[] TOOLS = new HostileTar().file("usr/tool", "a tool").bytes();
  private static final ImageFixture IMAGE =
      new ImageFixture().layer(BASE, BASE).layer(TOOLS, TOOLS);
  private static final ImageFixture SMALL = new ImageFixture().layer(BASE, BASE);

  @TempDir private Path parent;
  private Path directory;
  private PulledImages pulled;
  private Images images;

  @BeforeEach
  void pullTwoImages() throws IOException {
    directory = parent.resolve("images");
    pulled = new PulledImages(parent);
    images = pulled.images();
    pulled.add("tools", IMAGE);
    pulled.add("small", SMALL);
  }

  @AfterEach
  void close() {
    pulled.close();
  }

  private Path blob(Digest digest) {
    return directory.resolve("blobs/sha256").resolve(digest.hex());
  }

  private Path layerOf(String file) throws IOException {
    try (Stream<Path> layers = Files.list(directory.resolve("layers/sha256"))) {
      return layers.filter(layer -> Files.exists(layer.resolve(file))).findFirst().orElseThrow();
    }
  }

  private List<String> problems(boolean repair) {
    return images.check(repair).problems().stream()
        .map(
            each -> "%s: %s %s".formatted(each.what().split(" ", 2)[0], each.why(), each.outcome()))
        .toList();
  }

  private void pullsAnewAndIsSound() {
    assertThat(problems(false)).isEmpty();
    assertThat(images.find(pulled.name("tools:1"))).isEmpty();

    try (LayerLease lease = images.lease(pulled.pull("tools:1"))) {
      assertThat(lease.trees().get(0).resolve("usr/tool")).hasContent("a tool");
    }
    assertThat(problems(false)).isEmpty();
  }

  @Test
  void findsNothingInASoundStore() {
    CheckReport report = images.check(true);

    assertThat(report).isEqualTo(new CheckReport(2, 2, List.of()));
    assertThat(images.list()).hasSize(2);
  }

  @Test
  void findsAFlippedBitInAConfiguration() throws IOException {
    Files.writeString(
        blob(IMAGE.id()), new String(IMAGE.config(), UTF_8).replace("linux", "linuy"));

    assertThat(problems(false))
        .containsExactly(
            "blob: its content has another digest FOUND",
            "image: its configuration is missing or damaged FOUND");

    assertThat(problems(true)).allMatch(problem -> problem.endsWith("REPAIRED"));
    pullsAnewAndIsSound();
    assertThat(images.find(pulled.name("small:1"))).isPresent();
  }

  @Test
  void findsAMissingManifest() throws IOException {
    Files.delete(blob(Digest.sha256(IMAGE.manifest())));

    assertThat(problems(true))
        .containsExactly("image: its manifest is missing or damaged REPAIRED");
    pullsAnewAndIsSound();
  }

  @Test
  void findsAMissingFileOfALayer() throws IOException {
    Files.delete(layerOf("tree/usr/tool").resolve("tree/usr/tool"));

    assertThat(problems(true)).containsExactly("layer: usr/tool is missing REPAIRED");
    pullsAnewAndIsSound();
  }

  @Test
  void findsAFlippedBitInALayer() throws IOException {
    Files.writeString(layerOf("tree/usr/tool").resolve("tree/usr/tool"), "a pool");

    assertThat(problems(true)).containsExactly("layer: usr/tool has another content REPAIRED");
    pullsAnewAndIsSound();
  }

  /** The last one: others may change nothing, as a distance within zeros that are deflated. */
  private static void flipABit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void findsAFlippedBitInWhatIsKeptOfAnArchive() throws IOException {
    flipABit(layerOf("tree/usr/tool").resolve("archive.split"));

    assertThat(problems(false))
        .singleElement()
        .asString()
        .startsWith("file: cannot be used: ")
        .endsWith(" FOUND");
    assertThat(problems(true)).singleElement().asString().endsWith(" REPAIRED");
    assertThat(problems(false)).isEmpty();
    assertThat(images.list()).hasSize(2);
  }

  @Test
  void findsThatWhatIsKeptOfAnArchiveIsCut() throws IOException {
    Path split = layerOf("tree/usr/tool").resolve("archive.split");
    byte[] bytes = Files.readAllBytes(split);
    Files.write(split, Arrays.copyOf(bytes, bytes.length - 1));

    assertThat(problems(true))
        .singleElement()
        .asString()
        .startsWith("file: cannot be used: ")
        .endsWith(" REPAIRED");
    assertThat(images.list()).hasSize(2);
  }

  @Test
  void findsAFlippedBitInTheBytesOfALoadedLayer() throws IOException {
    String name = pulled.name("tools:1");
    byte[] archive = save(name);
    images.remove(name, false, List.of());
    load(archive);
    flipABit(layerOf("tree/usr/tool").resolve("blob"));

    assertThat(problems(true))
        .singleElement()
        .asString()
        .startsWith("file: cannot be used: ")
        .endsWith(" REPAIRED");

    assertThat(problems(false)).isEmpty();
    byte[] fromItsTree = save(name);
    images.remove(name, false, List.of());
    assertThat(load(fromItsTree)).isEqualTo(IMAGE.id());
  }

  private byte[] save(String name) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    images.save(List.of(name), archive);
    return archive.toByteArray();
  }

  private Digest load(byte[] archive) {
    return images
        .load(new ByteArrayInputStream(archive), Platform.ofLinux("amd64"), Progress.ignored())
        .get(0)
        .id();
  }

  @Test
  void findsAMissingLayer() throws IOException {
    Files.move(layerOf("tree/usr/tool"), parent.resolve("lost"));

    assertThat(problems(true))
        .singleElement()
        .asString()
        .matches("image: its layer .* is missing REPAIRED");
    pullsAnewAndIsSound();
  }

  @Test
  void findsADamagedRecordOfALayer() throws IOException {
    Path record = layerOf("tree/usr/tool").resolve("layer.json");
    Files.writeString(record, Files.readString(record).replace("6", "7"));

    assertThat(problems(true)).singleElement().asString().startsWith("layer: ");
    pullsAnewAndIsSound();
  }

  @Test
  void findsAMissingRecordOfALayer() throws IOException {
    Files.delete(layerOf("tree/usr/tool").resolve("layer.json"));

    assertThat(problems(true)).containsExactly("layer: what is known about it is missing REPAIRED");
    pullsAnewAndIsSound();
  }

  @Test
  void findsADamagedTableOfImages() throws IOException {
    Path table = directory.resolve("images.json");
    Files.writeString(table, Files.readString(table).replace("tools:1", "tools:2"));

    assertThat(problems(true)).singleElement().asString().startsWith("the: the table of images");
    pullsAnewAndIsSound();
  }

  @Test
  void removesWhatIsNotOfTheStore() throws IOException {
    Files.createDirectories(directory.resolve("lost+found/x"));
    Files.writeString(directory.resolve("blobs/sha256/.nfs01"), "");
    Files.writeString(layerOf("tree/usr/tool").resolve("note"), "");

    assertThat(problems(true))
        .hasSize(3)
        .allMatch(problem -> problem.equals("file: is not of the store REPAIRED"));
    assertThat(directory.resolve("lost+found")).doesNotExist();
    assertThat(problems(false)).isEmpty();
    assertThat(images.list()).hasSize(2);
  }

  @Test
  void leavesADamagedLayerThatIsInUse() throws IOException {
    Path tool = layerOf("tree/usr/tool").resolve("tree/usr/tool");
    Files.writeString(tool, "a pool");
    Image used = images.find(pulled.name("tools:1")).orElseThrow();

    try (LayerLease lease = images.lease(used)) {
      assertThat(problems(true)).containsExactly("layer: usr/tool has another content IN_USE");
      assertThat(lease.trees().get(0).resolve("usr/tool")).exists();
    }

    assertThat(images.find(pulled.name("tools:1"))).isPresent();
    assertThat(problems(true)).containsExactly("layer: usr/tool has another content REPAIRED");
    pullsAnewAndIsSound();
  }
}
