package dev.harness.images.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DebArchiveTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("compressions")
  void readsEntriesWithContentAndRights(String member, DebFile.Compression compression)
      throws IOException {
    PackageFile deb =
        new DebFile("hello")
            .directory("./usr/bin/", 0755)
            .file("./usr/bin/hello", 04755, "#!/bin/sh")
            .symbolicLink("./usr/bin/hi", "hello")
            .hardLink("./usr/bin/servus", "./usr/bin/hello")
            .writeTo(directory, member, compression);

    assertThat(read(deb))
        .containsExactly(
            "DIRECTORY usr/bin 755 0:0 1600000000",
            "FILE usr/bin/hello 4755 0:0 1600000000 #!/bin/sh",
            "SYMBOLIC_LINK usr/bin/hi 777 0:0 1600000000 -> hello",
            "HARD_LINK usr/bin/servus 644 0:0 1600000000 -> usr/bin/hello");
  }

  static Stream<Arguments> compressions() {
    return Stream.of(
        compression("data.tar", out -> out),
        compression("data.tar.xz", out -> new XZOutputStream(out, new LZMA2Options(1))),
        compression("data.tar.zst", ZstdOutputStream::new),
        compression("data.tar.gz", GZIPOutputStream::new),
        compression("data.tar.bz2", BZip2CompressorOutputStream::new));
  }

  private static Arguments compression(String member, DebFile.Compression compression) {
    return Arguments.of(member, compression);
  }

  @ParameterizedTest
  @ValueSource(strings = {"./../etc/passwd", "usr/../../etc/passwd", "..", "./usr/bin/.."})
  void refusesPathThatLeadsUpwards(String path) throws IOException {
    PackageFile deb = new DebFile("evil").file(path, 0644, "x").writeTo(directory);

    assertThatThrownBy(() -> read(deb))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("evil cannot be unpacked: it has the path " + path);
  }

  @Test
  void takesAbsolutePathFromTheRootOfTheImage() throws IOException {
    PackageFile deb = new DebFile("old").file("//etc//motd", 0644, "hi").writeTo(directory);

    assertThat(read(deb)).containsExactly("FILE etc/motd 644 0:0 1600000000 hi");
  }

  @Test
  void refusesHardLinkThatLeadsUpwards() throws IOException {
    PackageFile deb = new DebFile("evil").hardLink("a", "../etc/passwd").writeTo(directory);

    assertThatThrownBy(() -> read(deb))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("evil cannot be unpacked: it has the path ../etc/passwd");
  }

  @Test
  void refusesDevice() throws IOException {
    PackageFile deb =
        new DebFile("evil").entry("dev/sda", TarConstants.LF_BLK, 0600, "", "").writeTo(directory);

    assertThatThrownBy(() -> read(deb))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage(
            "evil cannot be unpacked: dev/sda is neither a file, nor a directory, nor a link");
  }

  @Test
  void refusesNameOfMoreThan255Letters() throws IOException {
    PackageFile deb = new DebFile("evil").file("x".repeat(256), 0644, "").writeTo(directory);

    assertThatThrownBy(() -> read(deb))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessageStartingWith("evil cannot be unpacked: it has the path xxx");
  }

  @Test
  void refusesCompressionThatItDoesNotKnow() throws IOException {
    PackageFile deb =
        new DebFile("new").file("a", 0644, "").writeTo(directory, "data.tar.br", out -> out);

    assertThatThrownBy(() -> read(deb))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("new cannot be unpacked: the compression of data.tar.br is unknown");
  }

  @Test
  void refusesFileThatIsNoPackage() throws IOException {
    PackageFile deb =
        new DebFile("page").write(directory, "<html>".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> read(deb))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessageStartingWith("page cannot be unpacked: ");
  }

  @Test
  void refusesPackageThatIsCutOff() throws IOException {
    PackageFile whole =
        new DebFile("cut")
            .file("a", 0644, "x".repeat(10_000))
            .writeTo(directory, "data.tar.xz", out -> new XZOutputStream(out, new LZMA2Options(1)));
    byte[] bytes = Files.readAllBytes(whole.file());
    PackageFile cut = new DebFile("cut").write(directory, Arrays.copyOf(bytes, bytes.length - 40));

    assertThatThrownBy(() -> read(cut))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessageStartingWith("cut cannot be unpacked: ");
  }

  @Test
  void readsOneFileOnly() throws IOException {
    PackageFile deb =
        new DebFile("two")
            .file("./a", 0644, "first")
            .file("./b", 0644, "second")
            .writeTo(directory);

    assertThat(deb.read("b")).asString().isEqualTo("second");
    assertThatThrownBy(() -> deb.read("c"))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("two cannot be unpacked: c is not in it");
  }

  private static List<String> read(PackageFile deb) {
    List<String> entries = new ArrayList<>();
    new DebArchive(deb)
        .read(
            (entry, content) -> {
              String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
              String tail = entry.target().isEmpty() ? text : "-> " + entry.target();
              Metadata metadata = entry.metadata();
              entries.add(
                  "%s %s %o %d:%d %d %s"
                      .formatted(
                          entry.kind(),
                          entry.path(),
                          metadata.mode(),
                          metadata.uid(),
                          metadata.gid(),
                          metadata.mtime(),
                          tail)
                      .strip());
            });
    return entries;
  }
}
