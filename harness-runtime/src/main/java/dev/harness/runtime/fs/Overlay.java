package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.FileStat;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.linux.file.Mounts;
import dev.harness.runtime.linux.file.OpenFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Layers, seen as one tree whose changes go to the upper directory.
 *
 * @param lower the layers, topmost first, at least one
 */
record Overlay(List<Path> lower, Path upper, Path work) {
  private static final Set<OpenFlag> PLACE = Set.of(OpenFlag.PATH, OpenFlag.DIRECTORY);
  private static final byte[] ITSELF = {};

  /** Gives the upper directory what the merged root takes from it: owner and mode. */
  void startLike(Path topTree, Ownership ownership) {
    try (Fd top = Filesystem.open(topTree, PLACE);
        Fd here = Filesystem.open(upper, PLACE)) {
      FileStat image = Filesystem.stat(top);
      ownership.give(here, ITSELF, image.uid(), image.gid());
      Filesystem.changeMode(here, image.permissions());
    }
  }

  /**
   * Mounts it. Layers are named by descriptor: mount data is limited to a page, and shows no host
   * path.
   *
   * @throws RootException when the kernel refuses
   */
  void mount(Path target) {
    List<Fd> open = new ArrayList<>();
    try (Fd up = Filesystem.open(upper, PLACE);
        Fd atWork = Filesystem.open(work, PLACE)) {
      lower.forEach(tree -> open.add(Filesystem.open(tree, PLACE)));
      String data =
          "lowerdir=%s,upperdir=%s,workdir=%s,userxattr,volatile"
              .formatted(
                  String.join(":", open.stream().map(Fd::procPath).toList()),
                  up.procPath(),
                  atWork.procPath());
      try {
        Mounts.mount("overlay", target, Set.of(MountAttribute.NO_DEV), data);
      } catch (SystemException failure) {
        throw RootException.mounting(target, failure);
      }
    } finally {
      open.forEach(Fd::close);
    }
  }
}
