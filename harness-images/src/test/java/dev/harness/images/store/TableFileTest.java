package dev.harness.images.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableFileTest {
  private static final Clock LONG_AFTER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void namesTheFile() {
    path = directory.resolve("images.json");
  }

  @Test
  void whatDidNotChangeIsNotParsedAgain() throws IOException {
    Files.write(path, table("a"));
    TableFile file = new TableFile(path, LONG_AFTER);

    assertThat(file.read()).isEqualTo(StoreJson.readTable(table("a"))).isSameAs(file.read());
  }

  @Test
  void seesAnotherFileInItsPlace() throws IOException {
    Files.write(path, table("a"));
    TableFile file = new TableFile(path, LONG_AFTER);
    ImageTable before = file.read();

    Path other = Files.write(directory.resolve("other"), table("b"));
    Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);

    assertThat(file.read()).isEqualTo(StoreJson.readTable(table("b"))).isNotEqualTo(before);
  }

  @Test
  void seesChangesThatNoStampTellsOfWhenTheFileIsYoung() throws IOException {
    Files.write(path, table("a"));
    TableFile file = new TableFile(path, Clock.systemUTC());
    ImageTable before = file.read();

    Files.write(path, table("b"));

    assertThat(file.read()).isEqualTo(StoreJson.readTable(table("b"))).isNotEqualTo(before);
  }

  @Test
  void seesDamageAfterAGoodRead() throws IOException {
    Files.write(path, table("a"));
    TableFile file = new TableFile(path, LONG_AFTER);
    ImageTable before = file.read();

    Files.writeString(path, "{\"images\":[{}]}");

    assertThat(before.names()).isNotEmpty();
    assertThatThrownBy(file::read).isInstanceOf(StoreException.Damaged.class);
  }

  @Test
  void noFileIsNoImage() throws IOException {
    Files.write(path, table("a"));
    TableFile file = new TableFile(path, LONG_AFTER);
    ImageTable before = file.read();

    Files.delete(path);

    assertThat(before.images()).hasSize(1);
    assertThat(file.read()).isEqualTo(ImageTable.empty());
  }

  /** Tables of different names have the same number of bytes. */
  private static byte[] table(String name) {
    Digest id = Digest.sha256(name.getBytes(StandardCharsets.US_ASCII));
    ImageRecord image = new ImageRecord(id, null, List.of(), 0, null);
    return StoreJson.write(ImageTable.empty().with(image, List.of("localhost/" + name + ":1")));
  }
}
