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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    BuiltImage built = build(HELLO, NOW);

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
            "made the image hello");
  }

  @Test
  void findsImageThatAnotherObjectMade() throws IOException {
    BuiltImage made = build(HELLO, NOW);

    BuiltImage found = build(HELLO, NOW);

    assertThat(found).isEqualTo(made);
    assertThat(apt.calls()).containsExactly("update", "install", "download");
  }

  @Test
  void readsListsAgainAfterADay() throws IOException {
    build(HELLO, NOW);

    build(HELLO, Clock.offset(NOW, Duration.ofHours(23)));
    build(HELLO, Clock.offset(NOW, Duration.ofHours(25)));

    assertThat(apt.calls()).containsExactly("update", "install", "download", "update", "install");
  }

  @Test
  void readsListsAgainWhenSourcesChange() throws IOException {
    build(HELLO, NOW);
    Files.writeString(directory.resolve("etc/apt/sources.list"), "deb elsewhere stable main\n");

    build(HELLO, NOW);

    assertThat(apt.calls()).containsExactly("update", "install", "download", "update", "install");
  }

  @Test
  void resolvesAgainWhenSourceHasDroppedVersion() throws IOException {
    PackageSource source = new PackageSource(cache(), apt.machine(NOW), line -> {});
    source.resolve(HELLO.request());
    Files.delete(apt.pool().resolve("hello_1%3a1.0-1_amd64.deb"));
    new DebFile("hello").file("usr/bin/hello", 0755, "hello, newer").writeTo(apt.pool());

    BuiltImage built = build(HELLO, NOW);

    assertThat(built.packages()).isEqualTo(source.resolve(HELLO.request()));
    assertThat(apt.calls())
        .containsExactly("update", "install", "download", "update", "install", "download");
  }

  @Test
  void makesAnotherImageWhenRecipeChanges() {
    BuiltImage first = build(HELLO, NOW);
    Recipe changed =
        new Recipe(
            "hello",
            HELLO.request(),
            List.of(),
            List.of(new RootStep.WriteFile("etc/motd", 0644, "new")),
            HELLO.settings());

    BuiltImage second = build(changed, NOW);

    assertThat(second.configDigest()).isNotEqualTo(first.configDigest());
    assertThat(first.layout()).exists();
  }

  @Test
  void makesImageAgainWhenItsFileIsGone() throws IOException {
    BuiltImage first = build(HELLO, NOW);
    Files.delete(first.layout());

    BuiltImage second = build(HELLO, NOW);

    assertThat(second).isEqualTo(first);
    assertThat(second.layout()).exists();
  }

  @Test
  void leavesNothingBehindWhenPackageIsDamaged() throws IOException {
    Files.delete(apt.pool().resolve("hello_1%3a1.0-1_amd64.deb"));
    new DebFile("hello").file("../evil", 0644, "x").writeTo(apt.pool());

    assertThatThrownBy(() -> build(HELLO, NOW))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("hello cannot be unpacked: it has the path ../evil");
    assertThat(directory.resolve("cache/work")).isEmptyDirectory();
    assertThat(directory.resolve("cache/images")).isEmptyDirectory();
  }

  @Test
  void makesImageAgainWhenItsFileWasCut() throws IOException {
    BuiltImage first = build(HELLO, NOW);
    byte[] whole = Files.readAllBytes(first.layout());
    Files.write(first.layout(), Arrays.copyOf(whole, whole.length / 2));

    BuiltImage second = build(HELLO, NOW);

    assertThat(second.layout()).hasBinaryContent(whole);
  }

  @Test
  void makesImageAgainThatIsForgotten() {
    DebianImages images = images(NOW);
    BuiltImage first = images.build(HELLO);

    images.forget(first);

    assertThat(first.layout()).doesNotExist();
    assertThat(images.build(HELLO).layout()).exists();
  }

  @Test
  void givesTheSameDigestInAnotherCache() {
    BuiltImage here = build(HELLO, NOW);

    BuiltImage there =
        new DebianImages(new DebianCache(directory.resolve("elsewhere")), apt.machine(NOW))
            .build(HELLO);

    assertThat(there.configDigest()).isEqualTo(here.configDigest());
    assertThat(there.layout()).hasSameBinaryContentAs(here.layout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "1", "1.0", "1.0-1"})
  void takesPreferredVersionWhenTheTagFitsIt(String tag) throws IOException {
    BuiltImage built = images(NOW).build(HELLO, new VersionTag(tag), line -> {});

    assertThat(built.packages()).extracting(DebianPackage::version).containsExactly("1:1.0-1");
    assertThat(apt.calls()).containsExactly("update", "install", "download");
  }

  @Test
  void asksForTheVersionOfTheTag() throws IOException {
    Files.writeString(apt.versions(), "hello | 1:1.0-1 | a\nhello | 0.9+b-1 | a\n");

    images(NOW).build(HELLO, new VersionTag("0.9_b"), line -> {});

    assertThat(apt.calls()).containsExactly("update", "install", "madison", "install", "download");
    assertThat(apt.lastTargets()).isEqualTo("hello=0.9+b-1");
  }

  @Test
  void saysWhichVersionsThereAre() throws IOException {
    Files.writeString(apt.versions(), "hello | 1:1.0-1 | a\nhello | 0.9+b-1 | a\n");

    assertThatThrownBy(() -> images(NOW).build(HELLO, new VersionTag("2"), line -> {}))
        .isInstanceOf(DebianException.UnknownVersion.class)
        .hasMessage(
            "the package sources of this machine (/etc/apt) have no version \"2\" for the image hello. Tags that fit are latest, 1.0-1, 0.9_b-1, and the beginning of a version");
  }

  @Test
  void sweepsWhatKilledProcessLeft() throws IOException {
    Files.createDirectories(directory.resolve("cache/work/build-1/finished"));
    Files.writeString(directory.resolve("cache/work/build-1/layer.tar"), "half");

    build(HELLO, NOW);

    assertThat(directory.resolve("cache/work")).isEmptyDirectory();
  }

  @Test
  void saysWhichImagesThereAre() {
    assertThatThrownBy(() -> new DebianCatalog().recipe("oracle"))
        .isInstanceOf(DebianException.UnknownRecipe.class)
        .hasMessage(
            "no image called \"oracle\" can be made from Debian packages; there are busybox, mariadb, memcached, nginx, postgresql, redis");
  }

  @Test
  void saysThatCacheCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> new DebianImages(file).build(HELLO))
        .isInstanceOf(DebianException.CacheFailed.class)
        .hasMessage(
            "cannot create the package cache in %s: FileAlreadyExistsException %s. The cache of packages needs a directory that this user can write, with about 500 MB free",
            file, file);
  }

  private BuiltImage build(Recipe recipe, Clock clock) {
    return images(clock).build(recipe, VersionTag.LATEST, progress::add);
  }

  private DebianImages images(Clock clock) {
    return new DebianImages(cache(), apt.machine(clock));
  }

  /** A recipe for which scripts run. */
  private Recipe configured() throws IOException {
    new DebFile("hello")
        .control("control", "Package: hello\nVersion: 1\n")
        .file("usr/share/base-passwd/passwd.master", 0644, "root:*:0:0::/root:/bin/sh\n")
        .file("usr/share/base-passwd/group.master", 0644, "root:*:0:\n")
        .writeTo(apt.pool());
    return new DebianCatalog().recipe("configured/hello");
  }

  @Test
  void makesTheImageOfWhatMaintainerScriptsLeave() throws IOException {
    Recipe recipe = configured();
    byte[] root = new byte[1024];
    List<Path> unpacked = new ArrayList<>();
    DebianImages images = new DebianImages(cache(), apt.machine(NOW));
    MaintainerScripts scripts =
        image -> {
          unpacked.add(image.layout());
          return new ByteArrayInputStream(root);
        };

    BuiltImage made = images.build(recipe, VersionTag.LATEST, progress::add, scripts);
    BuiltImage found = images.build(recipe);

    assertThat(found).isEqualTo(made);
    assertThat(unpacked).hasSize(1).allSatisfy(layout -> assertThat(layout).doesNotExist());
    try (OciLayoutFile layout = new OciLayoutFile(made.layout())) {
      assertThat(layout.blob(layout.layers().get(0))).isEqualTo(root);
    }
    assertThat(progress).contains("configuring 1 packages");
  }

  @Test
  void keepsNothingWhenMaintainerScriptsCannotRun() throws IOException {
    Recipe recipe = configured();
    DebianImages images = new DebianImages(cache(), apt.machine(NOW));

    assertThatThrownBy(() -> images.build(recipe))
        .isInstanceOf(DebianException.ConfigureFailed.class)
        .hasMessageContaining("their scripts need a container to run in");
    assertThat(directory.resolve("cache/work")).isEmptyDirectory();
  }

  private DebianCache cache() {
    return new DebianCache(directory.resolve("cache"));
  }
}
