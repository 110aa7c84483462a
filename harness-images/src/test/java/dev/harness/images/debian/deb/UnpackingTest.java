package dev.harness.images.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages are unpacked at the same time, and given back in one order (D7). */
class UnpackingTest {
  private static final PathFilter ALL = new PathFilter(List.of());
  private static final String LARGE = "large ".repeat(50_000);

  @TempDir private Path directory;
  private PackageFile small;
  private PackageFile large;

  @BeforeEach
  void makePackages() throws IOException {
    small = new DebFile("a-small").file("usr/small", 0644, "small").writeTo(directory);
    large = new DebFile("b-large").file("usr/large", 0644, LARGE).writeTo(directory);
  }

  private List<UnpackedPackage> unpack(int threads, PackageFile... packages) throws IOException {
    return new Unpacking(threads)
        .unpack(List.of(packages), ALL, Files.createTempDirectory(directory, "work"));
  }

  /** A pool counts as ended a moment before its threads do. */
  private static void assertNobodyWorks() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("debian-unpack-")) {
        thread.join(10_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void beginsWithTheLargest() throws IOException {
    Path work = Files.createDirectory(directory.resolve("work"));

    new Unpacking(1).unpack(List.of(small, large), ALL, work);

    assertThat(work.resolve("spool-0")).hasContent(LARGE);
  }

  @Test
  void givesThemByNameHoweverManyWork() throws IOException, InterruptedException {
    assertThat(unpack(4, large, small))
        .extracting(UnpackedPackage::name)
        .containsExactly("a-small", "b-large");
    assertThat(unpack(1, large, small))
        .extracting(UnpackedPackage::name)
        .containsExactly("a-small", "b-large");
    assertNobodyWorks();
  }

  @Test
  void endsAllWorkWhenOneFails() throws IOException, InterruptedException {
    PackageFile bad = new DebFile("c-bad").file("../outside", 0644, "x").writeTo(directory);

    assertThatThrownBy(() -> unpack(2, small, bad, large))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("c-bad cannot be unpacked: it has the path ../outside");
    assertNobodyWorks();
  }
}
