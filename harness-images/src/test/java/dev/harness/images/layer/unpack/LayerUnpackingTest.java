package dev.harness.images.layer.unpack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.reference.Descriptor;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.VerifiedInputStream;
import dev.harness.images.testing.DiskUse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LayerUnpackingTest {
  private final byte[] plain = new HostileTar().file("f", "hello").bytes();
  private final Digest diffId = Digest.sha256(plain);

  @TempDir private Path directory;

  private AppliedLayer unpack(InputStream blob, LayerLimits limits) {
    return new LayerUnpacking(NioLayerWriter::new, limits)
        .unpack(blob, diffId, directory, LowerLayers.none(), () -> {});
  }

  private AppliedLayer unpack(byte[] blob) {
    return unpack(new ByteArrayInputStream(blob), LayerLimits.defaults());
  }

  @Test
  void writesTheFiles() {
    AppliedLayer applied = unpack(Zstd.compress(plain));

    assertThat(applied).isEqualTo(new AppliedLayer(1, 5, 0));
    assertThat(directory.resolve("f")).hasContent("hello");
  }

  @Test
  void refusesAnotherLayerThanAnnounced() {
    byte[] other = new HostileTar().file("f", "hallo").bytes();

    assertThatThrownBy(() -> unpack(other))
        .isInstanceOf(LayerException.WrongContent.class)
        .hasMessageContaining("the image announces " + diffId);
  }

  @Test
  void countsThePaddingBehindTheArchive() {
    assertThatThrownBy(() -> unpack(Arrays.copyOf(plain, plain.length + 512)))
        .isInstanceOf(LayerException.WrongContent.class);
  }

  @Test
  void refusesABlobThatIsNotTheAnnouncedOne() {
    byte[] blob = Zstd.compress(plain);
    Descriptor announced = new Descriptor("", Digest.sha256(new byte[0]), blob.length);
    InputStream verified = new VerifiedInputStream(new ByteArrayInputStream(blob), announced);

    assertThatThrownBy(() -> unpack(verified, LayerLimits.defaults()))
        .isInstanceOf(LayerException.WrongContent.class)
        .hasMessageContaining("expected was sha256:e3b0c442");
  }

  @Test
  void refusesDamagedCompression() {
    byte[] blob = Zstd.compress(plain);
    blob[blob.length - 6] ^= 1;

    assertThatThrownBy(() -> unpack(blob))
        .isInstanceOf(LayerException.Malformed.class)
        .hasMessageContaining("the layer cannot be read");
  }

  @Test
  void stopsABombAtTheLimit() {
    byte[] bomb = Zstd.compress(new byte[100 << 20]);
    LayerLimits limits = new LayerLimits(1 << 20, 10);

    assertThatThrownBy(() -> unpack(new ByteArrayInputStream(bomb), limits))
        .isInstanceOf(LayerException.TooLarge.class)
        .hasMessage("the layer has more than 1048576 bytes unpacked");
  }

  @Test
  void stopsBeforeTheDiskIsFull() {
    byte[] bomb = Zstd.compress(new HostileTar().file("f", "0".repeat(40 << 20)).bytes());
    LayerLimits limits = new LayerLimits(1L << 40, 1, 10, Long.MAX_VALUE);

    assertThatThrownBy(() -> unpack(new ByteArrayInputStream(bomb), limits))
        .isInstanceOf(LayerException.TooLarge.class)
        .hasMessageMatching(
            "the disk has only \\d+ bytes left after \\d+ bytes of the layer, and"
                + " 9223372036854775807 must stay free");
  }

  @Test
  void takesASmallLayerOnAnyDisk() {
    LayerLimits limits = new LayerLimits(1 << 20, 1, 10, Long.MAX_VALUE);

    unpack(new ByteArrayInputStream(plain), limits);

    assertThat(directory.resolve("f")).hasContent("hello");
  }

  @Test
  void namesTheEntryThatCannotBeWritten() {
    byte[] fifo = new HostileTar().add(HostileTar.header("d/p", '6')).bytes();

    assertThatThrownBy(() -> unpack(fifo))
        .isInstanceOf(LayerException.Failed.class)
        .hasMessage("cannot unpack d/p: no FIFOs here");
  }

  @Test
  void closesTheBlobAndEndsItsThreadAfterAFailure() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream blob =
        new ByteArrayInputStream("not a tar".repeat(1000).getBytes(US_ASCII)) {
          @Override
          public void close() throws IOException {
            closed.set(true);
            super.close();
          }
        };

    assertThatThrownBy(() -> unpack(blob, LayerLimits.defaults()))
        .isInstanceOf(LayerException.Malformed.class);
    assertThat(closed).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().endsWith("-" + diffId.shortHex()));
  }

  @Test
  @Timeout(60)
  void keepsTheHolesOfASparseFile() throws IOException {
    byte[] sparse =
        new HostileTar()
            .pax("GNU.sparse.size=5368709120", "GNU.sparse.map=3000000000,5,5368709115,5")
            .file("f", "helloworld")
            .bytes();

    AppliedLayer applied = unpackAs(Digest.sha256(sparse), Zstd.compress(sparse));

    assertThat(applied).isEqualTo(new AppliedLayer(1, 5_368_709_120L, 0));
    assertThat(directory.resolve("f")).hasSize(5_368_709_120L);
    assertThat(text("f", 3_000_000_000L)).isEqualTo("hello");
    assertThat(text("f", 5_368_709_115L)).isEqualTo("world");
    assertThat(usedBytes()).isLessThan(1 << 20);
  }

  @Test
  void makesHolesOfLongRunsOfZeros() throws IOException {
    byte[] zeros = new byte[40 << 20];
    zeros[30 << 20] = 1;
    byte[] archive = new HostileTar().file("f", zeros).file("end", new byte[1 << 20]).bytes();

    unpackAs(Digest.sha256(archive), Zstd.compress(archive));

    assertThat(directory.resolve("f")).hasBinaryContent(zeros);
    assertThat(directory.resolve("end")).hasBinaryContent(new byte[1 << 20]);
    assertThat(usedBytes()).isLessThan(1 << 20);
  }

  private AppliedLayer unpackAs(Digest announced, byte[] blob) {
    return new LayerUnpacking(NioLayerWriter::new, LayerLimits.defaults())
        .unpack(new ByteArrayInputStream(blob), announced, directory, LowerLayers.none(), () -> {});
  }

  private String text(String name, long position) throws IOException {
    try (FileChannel file = FileChannel.open(directory.resolve(name))) {
      ByteBuffer text = ByteBuffer.allocate(5);
      file.read(text, position);
      return new String(text.array(), US_ASCII);
    }
  }

  /** What all files take on the disk. */
  private long usedBytes() throws IOException {
    return DiskUse.bytes(directory);
  }
}
