package dev.harness.images.debian.recipe;

import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.RootTree;
import java.io.IOException;
import java.nio.file.Path;

/** The users and groups that every Debian system has, from the lists in the package base-passwd. */
public record BaseAccounts() implements RootStep {
  private static final int READABLE = 0644;

  @Override
  public void applyTo(RootTree tree, Path work) throws IOException {
    copy(tree, "usr/share/base-passwd/passwd.master", "etc/passwd", work);
    copy(tree, "usr/share/base-passwd/group.master", "etc/group", work);
  }

  private static void copy(RootTree tree, String master, String path, Path work)
      throws IOException {
    String text =
        tree.text(master)
            .orElseThrow(
                () -> new DebianException.UnpackFailed("base-passwd", master + " is missing"));
    new WriteFile(path, READABLE, text).applyTo(tree, work);
  }
}
