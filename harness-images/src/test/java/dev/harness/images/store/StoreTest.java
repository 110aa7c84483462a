package dev.harness.images.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final byte[] CONFIG = "{}".getBytes(UTF_8);
  private static final Digest ID = Digest.sha256(CONFIG);
  private static final ChainId LAYER = new ChainId(Digest.sha256(new byte[] {1}));
  private static final ChainId OTHER_LAYER = new ChainId(Digest.sha256(new byte[] {2}));
  private static final ImageRecord IMAGE = new ImageRecord(ID, null, List.of(LAYER), 7);
  private static final String NAME = "docker.io/library/redis:7";

  @TempDir private Path parent;
  private Path directory;
  private Store store;

  @BeforeEach
  void open() {
    directory = parent.resolve("store");
    store = Store.open(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void unpack(ChainId chainId) throws IOException {
    try (LayerIngest ingest = store.ingest(chainId)) {
      Files.writeString(ingest.tree().resolve("f"), "content");
      ingest.publish(chainId.digest(), 7);
    }
  }

  private void addImage() throws IOException {
    unpack(LAYER);
    store.add(IMAGE, List.of(new Document(ID, CONFIG)), List.of(NAME));
  }

  private List<Path> filesBelow(String name) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(name))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void isClosedToOtherUsers() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    Store.open(directory).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  /** A link stands for a file system that finds the directory by a name in other letters. */
  @Test
  void refusesFileSystemsThatIgnoreTheCaseOfNames() throws IOException {
    Files.createDirectories(directory);
    Files.createSymbolicLink(directory.resolve("BLOBS"), Path.of("blobs"));

    assertThatThrownBy(() -> Store.open(directory))
        .isInstanceOf(StoreException.Failed.class)
        .hasMessageContaining("its file system ignores the case of names");
  }

  @Test
  void namesTheDirectoryThatCannotBeUsed() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> Store.open(file.resolve("store")))
        .isInstanceOf(StoreException.Failed.class)
        .hasMessageContaining("cannot open the image store in " + file);
  }

  @Test
  void showsALayerOnlyWhenItIsPublished() throws IOException {
    try (LayerIngest ingest = store.ingest(LAYER)) {
      Files.writeString(ingest.tree().resolve("f"), "content");

      assertThat(store.layer(LAYER)).isEmpty();

      ingest.publish(LAYER.digest(), 7);
    }

    assertThat(store.layer(LAYER)).hasValue(new LayerRecord(LAYER.digest(), 7, null));
  }

  @Test
  void forgetsALayerThatWasNotPublished() throws IOException {
    try (LayerIngest ingest = store.ingest(LAYER)) {
      Files.writeString(ingest.tree().resolve("f"), "content");
    }

    assertThat(store.layer(LAYER)).isEmpty();
    assertThat(filesBelow("layers")).isEmpty();
    assertThat(filesBelow("sessions")).hasSize(1).first().asString().endsWith("/lock");
  }

  @Test
  void keepsTheFirstOfTwoTreesOfALayer() throws IOException {
    unpack(LAYER);
    try (LayerIngest second = store.ingest(LAYER)) {
      second.publish(LAYER.digest(), 8);
    }

    assertThat(store.layer(LAYER)).hasValue(new LayerRecord(LAYER.digest(), 7, null));
  }

  @Test
  void keepsImagesAcrossProcesses() throws IOException {
    addImage();
    store.close();

    store = Store.open(directory);

    assertThat(store.images().named(NAME)).hasValue(IMAGE);
    assertThat(store.document(ID)).hasValue(CONFIG);
    assertThat(store.layer(LAYER)).isPresent();
  }

  @Test
  void givesTheTreesOfALeaseTopmostFirst() throws IOException {
    unpack(LAYER);
    unpack(OTHER_LAYER);

    try (LayerLease lease = store.lease(List.of(LAYER, OTHER_LAYER))) {
      assertThat(lease.trees())
          .extracting(tree -> tree.getName(tree.getNameCount() - 2).toString())
          .containsExactly(OTHER_LAYER.digest().hex(), LAYER.digest().hex());
      assertThat(lease.trees().get(0).resolve("f")).hasContent("content");
    }
  }

  @Test
  void deletesTheLayersOfARemovedImage() throws IOException {
    addImage();

    store.remove(table -> table.without(ID));

    assertThat(store.images().images()).isEmpty();
    assertThat(store.images().names()).isEmpty();
    assertThat(store.layer(LAYER)).isEmpty();
    assertThat(store.document(ID)).isEmpty();
    assertThat(filesBelow("sessions")).hasSize(1);
  }

  @Test
  void keepsLayersThatAnotherImageHas() throws IOException {
    addImage();
    byte[] other = "{ }".getBytes(UTF_8);
    Digest otherId = Digest.sha256(other);
    store.add(
        new ImageRecord(otherId, null, List.of(LAYER), 7),
        List.of(new Document(otherId, other)),
        List.of());

    store.remove(table -> table.without(ID));

    assertThat(store.layer(LAYER)).isPresent();
    assertThat(store.document(otherId)).isPresent();
  }

  @Test
  void keepsLayersInUseUntilNobodyUsesThem() throws IOException {
    addImage();
    LayerLease first = store.lease(List.of(LAYER));
    LayerLease second = store.lease(List.of(LAYER));
    store.remove(table -> table.without(ID));
    first.close();
    first.close();

    store.remove(table -> table);
    assertThat(store.layer(LAYER)).isPresent();

    second.close();
    store.remove(table -> table);
    assertThat(store.layer(LAYER)).isEmpty();
  }

  @Test
  void deletesWhatAKilledProcessLeft() throws IOException {
    Path dead = Files.createDirectories(directory.resolve("sessions/dead"));
    Files.createFile(dead.resolve("lock"));
    Files.createDirectories(dead.resolve("ingest/1/tree/closed"));
    Files.setPosixFilePermissions(
        dead.resolve("ingest/1/tree/closed"), PosixFilePermissions.fromString("---------"));
    Files.createSymbolicLink(dead.resolve("ingest/1/tree/out"), parent);
    Files.createDirectories(dead.resolve("leases"));
    Files.createFile(dead.resolve("leases/sha256-" + LAYER.digest().hex()));
    unpack(LAYER);

    Store.open(directory).close();

    assertThat(dead).doesNotExist();
    assertThat(store.layer(LAYER)).isEmpty();
    assertThat(parent).exists();
  }

  @Test
  void movesANameToTheNewerImage() throws IOException {
    addImage();
    byte[] other = "{ }".getBytes(UTF_8);
    ImageRecord newer = new ImageRecord(Digest.sha256(other), null, List.of(LAYER), 7);

    ImageTable before = store.add(newer, List.of(new Document(newer.id(), other)), List.of(NAME));

    assertThat(before.named(NAME)).hasValue(IMAGE);
    assertThat(store.images().named(NAME)).hasValue(newer);
    assertThat(store.images().namesOf(ID)).isEmpty();
    assertThat(store.images().all()).containsExactly(IMAGE, newer);
  }

  @Test
  void saysThatItsTableIsDamaged() throws IOException {
    Files.writeString(directory.resolve("images.json"), "{\"images\":[{}]}");

    assertThatThrownBy(() -> store.images())
        .isInstanceOf(StoreException.Damaged.class)
        .hasMessageContaining("the table of images of the image store is damaged")
        .hasMessageContaining("'id'");
  }

  @Test
  void opensAlthoughItsTableIsDamaged() throws IOException {
    addImage();
    Path table = directory.resolve("images.json");
    Files.writeString(table, Files.readString(table).replace("redis:7", "redis:6"));
    store.close();

    store = Store.open(directory);

    assertThat(store.layer(LAYER)).isPresent();
    assertThatThrownBy(() -> store.images())
        .isInstanceOf(StoreException.Damaged.class)
        .hasMessage(
            "the table of images of the image store is damaged: its sum is another one than it"
                + " says; repair it by 'harness store check --repair'");
  }

  @Test
  void leavesFilesOfOthersAlone() throws IOException {
    List<Path> strays =
        List.of(
            directory.resolve("sessions/.stray"),
            directory.resolve("blobs/.stray"),
            directory.resolve("blobs/sha256/.stray"),
            directory.resolve("layers/sha256/.stray"));
    addImage();
    for (Path stray : strays) {
      Files.writeString(stray, "");
    }

    store.remove(table -> table.without(ID));

    assertThat(strays).allSatisfy(stray -> assertThat(stray).exists());
    assertThat(store.inventory().strays()).containsExactlyInAnyOrderElementsOf(strays);
  }

  @Test
  void takesADamagedDocumentForMissingAndWritesItAnew() throws IOException {
    addImage();
    Files.writeString(directory.resolve("blobs/sha256/" + ID.hex()), "[]");
    assertThat(store.document(ID)).isEmpty();

    store.add(IMAGE, List.of(new Document(ID, CONFIG)), List.of(NAME));

    assertThat(store.document(ID)).hasValue(CONFIG);
  }

  @Test
  void publishesOverWhatIsNoLayer() throws IOException {
    Files.createDirectories(directory.resolve("layers/sha256/" + LAYER.digest().hex() + "/tree"));

    unpack(LAYER);

    assertThat(store.layer(LAYER)).isPresent();
    assertThat(directory.resolve("layers/sha256/" + LAYER.digest().hex() + "/tree/f")).exists();
  }

  @Test
  void refusesDocumentsThatAreNotWhatTheirDigestSays() {
    assertThatThrownBy(() -> new Document(ID, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not have the digest " + ID);
  }
}
