package dev.harness.images.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.debian.apt.DebianCache;
import dev.harness.images.debian.apt.FakeApt;
import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.debian.apt.PackageSource;
import dev.harness.images.debian.deb.DebFile;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.debian.recipe.ImageSettings;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.debian.recipe.RootStep;
import dev.harness.images.testing.OciLayoutFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianImagesTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Recipe HELLO =
      new Recipe(
          "hello",
          PackageRequest.of("hello"),
          List.of(),
          List.of(),
          ImageSettings.ofCommand("hello"));

  @TempDir Path directory;
  private final List<String> progress = new ArrayList<>();
  private FakeApt apt;

  @BeforeEach
  void havePackage() throws IOException {
    apt = new FakeApt(directory);
    new DebFile("hello").file("usr/bin/hello", 0755, "hello").writeTo(apt.pool());
  }

  @Test
  void makesImageFromPackages() throws IOException {
    BuiltImage built = images(NOW).build(HELLO);

    assertThat(built.name()).isEqualTo("debian.internal/hello:latest");
    assertThat(built.packages()).extracting(DebianPackage::name).containsExactly("hello");
    try (OciLayoutFile layout = new OciLayoutFile(built.layout())) {
      assertThat(layout.manifest().at("/config/digest").asText())
          .isEqualTo(built.configDigest().toString());
    }
    assertThat(progress)
        .containsExactly(
            "reading the package lists",
            "resolved 1 packages",
            "downloaded 1 packages, 0.0 MB",
            "made the image debian.internal/hello:latest");
  }

  @Test
  void findsImageThatAnotherObjectMade() throws IOException {
    BuiltImage made = images(NOW).build(HELLO);

    BuiltImage found = images(NOW).build(HELLO);

    assertThat(found).isEqualTo(made);
    assertThat(apt.calls()).containsExactly("update", "install", "download");
  }

  @Test
  void readsListsAgainAfterADay() throws IOException {
    images(NOW).build(HELLO);

    images(Clock.offset(NOW, Duration.ofHours(23))).build(HELLO);
    images(Clock.offset(NOW, Duration.ofHours(25))).build(HELLO);

    assertThat(apt.calls()).containsExactly("update", "install", "download", "update", "install");
  }

  @Test
  void readsListsAgainWhenSourcesChange() throws IOException {
    images(NOW).build(HELLO);
    Files.writeString(directory.resolve("etc/apt/sources.list"), "deb elsewhere stable main\n");

    images(NOW).build(HELLO);

    assertThat(apt.calls()).containsExactly("update", "install", "download", "update", "install");
  }

  @Test
  void resolvesAgainWhenSourceHasDroppedVersion() throws IOException {
    PackageSource source = images(NOW).packages();
    source.resolve(HELLO.request());
    Files.delete(apt.pool().resolve("hello_1%3a1.0-1_amd64.deb"));
    new DebFile("hello").file("usr/bin/hello", 0755, "hello, newer").writeTo(apt.pool());

    BuiltImage built = images(NOW).build(HELLO);

    assertThat(built.packages()).isEqualTo(source.resolve(HELLO.request()));
    assertThat(apt.calls())
        .containsExactly("update", "install", "download", "update", "install", "download");
  }

  @Test
  void makesAnotherImageWhenRecipeChanges() {
    BuiltImage first = images(NOW).build(HELLO);
    Recipe changed =
        new Recipe(
            "hello",
            HELLO.request(),
            List.of(),
            List.of(new RootStep.WriteFile("etc/motd", 0644, "new")),
            HELLO.settings());

    BuiltImage second = images(NOW).build(changed);

    assertThat(second.configDigest()).isNotEqualTo(first.configDigest());
    assertThat(first.layout()).exists();
  }

  @Test
  void makesImageAgainWhenItsFileIsGone() throws IOException {
    BuiltImage first = images(NOW).build(HELLO);
    Files.delete(first.layout());

    BuiltImage second = images(NOW).build(HELLO);

    assertThat(second).isEqualTo(first);
    assertThat(second.layout()).exists();
  }

  @Test
  void leavesNothingBehindWhenPackageIsDamaged() throws IOException {
    Files.delete(apt.pool().resolve("hello_1%3a1.0-1_amd64.deb"));
    new DebFile("hello").file("../evil", 0644, "x").writeTo(apt.pool());

    assertThatThrownBy(() -> images(NOW).build(HELLO))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("hello cannot be unpacked: it has the path ../evil");
    assertThat(directory.resolve("cache/work")).isEmptyDirectory();
    assertThat(directory.resolve("cache/images")).isEmptyDirectory();
  }

  @Test
  void sweepsWhatKilledProcessLeft() throws IOException {
    DebianImages images = images(NOW);
    Files.createDirectories(directory.resolve("cache/work/build-1/finished"));
    Files.writeString(directory.resolve("cache/work/build-1/layer.tar"), "half");

    images.build(HELLO);

    assertThat(directory.resolve("cache/work")).isEmptyDirectory();
  }

  @Test
  void saysWhichImagesThereAre() {
    assertThatThrownBy(() -> new DebianCatalog().recipe("oracle"))
        .isInstanceOf(DebianException.UnknownRecipe.class)
        .hasMessage(
            "no image called \"oracle\" can be made from Debian packages; there are busybox, postgresql");
  }

  @Test
  void saysThatCacheCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> new DebianCache(file))
        .isInstanceOf(DebianException.CacheFailed.class)
        .hasMessage(
            "cannot create the package cache in %s: FileAlreadyExistsException %s. The cache of packages needs a directory that this user can write, with about 500 MB free",
            file, file);
  }

  private DebianImages images(Clock clock) {
    DebianCache cache = new DebianCache(directory.resolve("cache"));
    return new DebianImages(cache, apt.machine(clock), progress::add);
  }
}
