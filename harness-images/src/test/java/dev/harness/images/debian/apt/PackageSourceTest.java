package dev.harness.images.debian.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.debian.deb.DebFile;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.debian.deb.PackageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageSourceTest {
  private static final PackageRequest HELLO = PackageRequest.of("hello");

  @TempDir Path directory;
  private FakeApt apt;

  @BeforeEach
  void havePackage() throws IOException {
    apt = new FakeApt(directory);
    new DebFile("hello").file("usr/bin/hello", 0755, "hello").writeTo(apt.pool());
  }

  @Test
  void fetchesEachPackageOnce() throws IOException {
    PackageSource source = source();
    List<DebianPackage> closure = source.resolve(HELLO);

    source.fetch(closure);
    List<PackageFile> files = source.fetch(closure);

    assertThat(files).extracting(PackageFile::identity).isEqualTo(closure);
    assertThat(files.get(0).read("usr/bin/hello")).asString().isEqualTo("hello");
    assertThat(apt.calls()).containsExactly("update", "install", "download");
  }

  @Test
  void fetchesAgainWhatIsIncomplete() throws IOException {
    PackageSource source = source();
    PackageFile whole = source.fetch(source.resolve(HELLO)).get(0);
    Files.writeString(whole.file(), "half");

    PackageFile again = source.fetch(source.resolve(HELLO)).get(0);

    assertThat(again.read("usr/bin/hello")).asString().isEqualTo("hello");
  }

  @Test
  void leavesOutWhatTheRequestDoesNotWant() throws IOException {
    new DebFile("libllvm14").file("a", 0644, "").writeTo(apt.pool());

    List<DebianPackage> closure =
        source().resolve(new PackageRequest(List.of("hello"), List.of(), List.of("libllvm*")));

    assertThat(closure).extracting(DebianPackage::name).containsExactly("hello");
  }

  @Test
  void tellsAptWhatCountsAsInstalled() throws IOException {
    apt.behave(
        "case \"$*\" in *install*) grep -e Pack -e Stat -e Vers \"${3#--option=Dir::State::status=}\" >&2; exit 1;; esac");

    assertThatThrownBy(
            () ->
                source().resolve(new PackageRequest(List.of("hello"), List.of("perl"), List.of())))
        .isInstanceOf(DebianException.SourceFailed.class)
        .hasMessageContaining("Package: perl; Status: install ok installed; Version: 999:0");
  }

  @Test
  void tellsAptWhichVersionsArePinned() throws IOException {
    apt.behave("case \"$*\" in *install*) echo \"${*##*-qq}\" >&2; exit 1;; esac");
    PackageRequest pinned =
        PackageRequest.of("redis", "bash").pinned(List.of("redis", "redis-tools"), "5:7.0-1");

    assertThatThrownBy(() -> source().resolve(pinned))
        .isInstanceOf(DebianException.SourceFailed.class)
        .hasMessageContaining("install bash redis=5:7.0-1 redis-tools=5:7.0-1");
  }

  @Test
  void listsVersionsOnce() throws IOException {
    Files.writeString(
        apt.versions(),
        """
        hello | 2.0-1 | http://somewhere security/main amd64 Packages
        hello | 1.0-1 | http://somewhere stable/main amd64 Packages
        hello | 1.0-1 | http://elsewhere stable/main amd64 Packages
        """);

    List<String> first = source().versions("hello");
    List<String> second = source().versions("hello");

    assertThat(first).containsExactly("2.0-1", "1.0-1");
    assertThat(second).isEqualTo(first);
    assertThat(apt.calls()).containsExactly("update", "madison");
  }

  @Test
  void givesAptTheProxiesAndNothingElseOfTheEnvironment() throws IOException {
    source().resolve(HELLO);

    assertThat(apt.environment())
        .contains("LC_ALL=C", "https_proxy=http://proxy:1")
        .noneMatch(line -> line.startsWith("SECRET"));
  }

  @Test
  void saysThatPackageIsUnknown() throws IOException {
    apt.behave(
        "case \"$*\" in *install*) echo 'E: Unable to locate package hello' >&2; exit 100;; esac");

    assertThatThrownBy(() -> source().resolve(HELLO))
        .isInstanceOf(DebianException.UnknownPackage.class)
        .hasMessage(
            "the package sources of this machine (/etc/apt) cannot give what the image needs: Unable to locate package hello. Check the name, or add a source that has the package");
  }

  @Test
  void saysThatListsCannotBeReadRatherThanThatPackageIsUnknown() throws IOException {
    apt.behave(
        """
        case "$*" in
          *update*) echo 'W: noise' >&2; echo 'E: Temporary failure resolving mirror' >&2; exit 100;;
          *install*) echo 'E: Unable to locate package hello' >&2; exit 100;;
        esac
        """);

    assertThatThrownBy(() -> source().resolve(HELLO))
        .isInstanceOf(DebianException.SourceFailed.class)
        .hasMessage(
            "cannot read the package lists: apt says: Temporary failure resolving mirror. Check the network, the proxy variables and the package sources in /etc/apt")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void usesOldListsWhenNewOnesCannotBeRead() throws IOException {
    String working = Files.readString(apt.program()).replaceFirst("(?s).*?\nfor", "for");
    apt.behave(working.replace("update) exit 0", "update) exit 100"));

    assertThat(source().resolve(HELLO)).extracting(DebianPackage::name).containsExactly("hello");
  }

  @Test
  void refusesDownloadThatIsNotWhatWasResolved() throws IOException {
    PackageSource source = source();
    List<DebianPackage> closure = source.resolve(HELLO);
    new DebFile("hello").file("usr/bin/hello", 0755, "other").writeTo(apt.pool());

    assertThatThrownBy(() -> source.fetch(closure))
        .isInstanceOf(DebianException.SourceFailed.class)
        .hasMessageStartingWith("cannot download hello: its digest is sha256:");
  }

  @Test
  void saysWhatToUseWhereThereIsNoApt() {
    Machine fedora =
        new Machine(
            "/nowhere/apt-get",
            "/nowhere/apt-cache",
            directory.resolve("etc"),
            Map.of(),
            Clock.systemUTC());
    PackageSource source =
        new PackageSource(new DebianCache(directory.resolve("cache")), fedora, line -> {});

    assertThatThrownBy(() -> source.resolve(HELLO))
        .isInstanceOf(DebianException.NoPackageTool.class)
        .hasMessage(
            "cannot run /nowhere/apt-get: images from Debian packages need a Debian or Ubuntu machine. Elsewhere, use an image from a registry, or load one from a file");
  }

  private PackageSource source() {
    DebianCache cache = new DebianCache(directory.resolve("cache"));
    return new PackageSource(cache, apt.machine(Clock.systemUTC()), line -> {});
  }
}
