package dev.harness.images.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpkgDatabaseTest {
  @TempDir Path directory;
  private final RootTree tree = new RootTree();
  private final DpkgDatabase database = new DpkgDatabase(tree);

  private String text(String path) throws IOException {
    return tree.text("var/lib/dpkg/" + path).orElseThrow();
  }

  @Test
  void recordsPackagesAsUnpacked() throws IOException {
    PackageFile deb =
        new DebFile("hello")
            .control("control", "Package: hello\nVersion: 1:1.0-1\nArchitecture: amd64\n")
            .control("conffiles", "/etc/hello.conf\nremove-on-upgrade /etc/old.conf\n")
            .control("postinst", "#!/bin/sh\n")
            .writeTo(directory);

    database.add(deb, List.of("", "bin", "bin/hello"));
    database.finish();

    assertThat(text("status"))
        .isEqualTo(
            """
            Package: hello
            Version: 1:1.0-1
            Architecture: amd64
            Status: install ok unpacked
            Conffiles:
             /etc/hello.conf newconffile

            """);
    assertThat(text("info/hello.list")).isEqualTo("/.\n/bin\n/bin/hello\n");
    assertThat(text("info/format")).isEqualTo("1\n");
    assertThat(tree.find("var/lib/dpkg/info/hello.postinst").orElseThrow().metadata().mode())
        .isEqualTo(0755);
    assertThat(tree.find("var/lib/dpkg/info/hello.control")).isEmpty();
    assertThat(tree.find("var/lib/dpkg/updates")).get().isInstanceOf(RootNode.Directory.class);
  }

  @Test
  void namesFilesOfPackagesForSeveralArchitectures() throws IOException {
    PackageFile deb =
        new DebFile("libhello")
            .control("control", "Package: libhello\nMulti-Arch: same\nArchitecture: amd64\n")
            .control("triggers", "activate-noawait ldconfig\n")
            .writeTo(directory);

    database.add(deb, List.of());

    assertThat(text("info/libhello:amd64.triggers")).isEqualTo("activate-noawait ldconfig\n");
    assertThat(text("info/libhello:amd64.list")).isEqualTo("/.\n");
  }

  @Test
  void refusesControlFilesOfOtherPackages() throws IOException {
    PackageFile deb =
        new DebFile("hello")
            .control("control", "Package: world\n\nPackage: hello\n")
            .writeTo(directory);

    assertThatThrownBy(() -> database.add(deb, List.of()))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("hello cannot be unpacked: its control file does not describe it");
  }
}
