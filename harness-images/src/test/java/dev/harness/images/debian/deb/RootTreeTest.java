package dev.harness.images.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.debian.recipe.BaseAccounts;
import dev.harness.images.debian.recipe.LinkCommands;
import dev.harness.images.debian.recipe.RootStep;
import dev.harness.images.debian.recipe.ServiceAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootTreeTest {
  @TempDir Path directory;
  private final RootTree tree = new RootTree();

  @Test
  void mergesPackagesThatUseEitherPath() throws IOException {
    add(new DebFile("old").file("./bin/sh", 0755, "sh").file("./lib64/ld.so", 0755, "ld"));
    add(new DebFile("new").file("./usr/bin/env", 0755, "env").symbolicLink("./sbin", "usr/sbin"));

    tree.addMergedDirectories();

    assertThat(tree.complete().keySet())
        .containsExactly(
            "bin",
            "lib64",
            "usr",
            "usr/bin",
            "usr/bin/env",
            "usr/bin/sh",
            "usr/lib64",
            "usr/lib64/ld.so");
    assertThat(tree.complete().get("bin"))
        .isEqualTo(new RootNode.SymbolicLink(new Metadata(0777, 0, 0, DebFile.MTIME), "usr/bin"));
  }

  @Test
  void addsParentsThatNobodyMentions() throws IOException {
    add(new DebFile("deep").file("a/b/c", 0600, "x"));

    assertThat(tree.complete().get("a/b"))
        .isEqualTo(new RootNode.Directory(new Metadata(0755, 0, 0, DebFile.MTIME)));
  }

  @Test
  void letsTheFirstPackageDecideAboutDirectory() throws IOException {
    add(new DebFile("first").directory("a", 0700));
    add(new DebFile("second").directory("a", 0755));

    assertThat(tree.find("a"))
        .contains(new RootNode.Directory(new Metadata(0700, 0, 0, DebFile.MTIME)));
  }

  @Test
  void refusesFileThatTwoPackagesHave() throws IOException {
    add(new DebFile("first").file("./bin/x", 0755, "1"));

    assertThatThrownBy(() -> add(new DebFile("second").file("./usr/bin/x", 0755, "2")))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("second cannot be unpacked: /usr/bin/x is in the package first already");
  }

  @Test
  void refusesFileBelowSymbolicLink() throws IOException {
    add(new DebFile("first").symbolicLink("a", "/etc"));
    add(new DebFile("second").file("a/passwd", 0644, "root"));

    assertThatThrownBy(tree::complete)
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage("second cannot be unpacked: /a/passwd lies in /a, which is no directory");
  }

  @Test
  void refusesHardLinkToNothing() {
    assertThatThrownBy(() -> add(new DebFile("evil").hardLink("a", "b")))
        .isInstanceOf(DebianException.UnpackFailed.class)
        .hasMessage(
            "evil cannot be unpacked: a is a hard link to b, which does not come before it");
  }

  @Test
  void appendsServiceAccountToTheListsOfBasePasswd() throws IOException {
    add(
        new DebFile("base-passwd")
            .file("usr/share/base-passwd/passwd.master", 0644, "root:*:0:0:root:/root:/bin/bash\n")
            .file("usr/share/base-passwd/group.master", 0644, "root:*:0:\n"));

    for (RootStep step :
        List.of(
            new BaseAccounts(),
            new ServiceAccount("postgres", 999, "/var/lib/postgresql", "/bin/bash"))) {
      step.applyTo(tree, directory);
    }

    assertThat(tree.text("etc/passwd"))
        .contains(
            """
            root:*:0:0:root:/root:/bin/bash
            postgres:x:999:999::/var/lib/postgresql:/bin/bash
            """);
    assertThat(tree.text("etc/group")).contains("root:*:0:\npostgres:x:999:\n");
  }

  @Test
  void linksCommandsOfVersionedDirectory() throws IOException {
    add(new DebFile("db").file("usr/lib/db/15/bin/dbd", 0755, "").file("usr/lib/db/x", 0755, ""));

    new LinkCommands("usr/lib/db/*/bin/*").applyTo(tree, directory);

    assertThat(tree.find("usr/local/bin/dbd"))
        .contains(
            new RootNode.SymbolicLink(
                new Metadata(0777, 0, 0, DebFile.MTIME), "/usr/lib/db/15/bin/dbd"));
    assertThat(tree.find("usr/local/bin/x")).isEmpty();
  }

  private void add(DebFile deb) throws IOException {
    PackageFile file = deb.writeTo(directory);
    Path spool = directory.resolve(file.identity().name() + ".spool");
    tree.add(new PackageUnpacker(file, new PathFilter(List.of()), spool).unpack());
  }
}
