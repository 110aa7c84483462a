package dev.harness.images.debian.recipe;

import dev.harness.images.debian.deb.FileContent;
import dev.harness.images.debian.deb.RootNode;
import dev.harness.images.debian.deb.RootTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A change to an image's root directory after its packages are unpacked: what maintainer scripts
 * would have done, and what the image adds of its own (D11).
 *
 * <p>All are records: the text of a step says all that it depends on.
 */
public sealed interface RootStep
    permits RootStep.MakeDirectory,
        RootStep.WriteFile,
        RootStep.MakeLink,
        BaseAccounts,
        ServiceAccount,
        LinkCommands,
        LinkApplets,
        CertificateBundle {

  /**
   * Does it.
   *
   * @param work a directory for things that are needed on the way
   */
  void applyTo(RootTree tree, Path work) throws IOException;

  /** A directory, or other rights for one that is there. */
  record MakeDirectory(String path, int mode, int uid, int gid) implements RootStep {
    static MakeDirectory ofRoot(String path, int mode) {
      return new MakeDirectory(path, mode, 0, 0);
    }

    @Override
    public void applyTo(RootTree tree, Path work) {
      tree.put(path, new RootNode.Directory(tree.owned(mode, uid, gid)));
    }
  }

  /** A file of root's with a text of ours. */
  record WriteFile(String path, int mode, String text) implements RootStep {
    @Override
    public void applyTo(RootTree tree, Path work) {
      FileContent content = new FileContent.InMemory(text.getBytes(StandardCharsets.UTF_8));
      tree.put(path, new RootNode.RegularFile(tree.own(mode), content));
    }
  }

  /** A symbolic link. */
  record MakeLink(String path, String target) implements RootStep {
    private static final int ALL = 0777;

    @Override
    public void applyTo(RootTree tree, Path work) {
      tree.put(path, new RootNode.SymbolicLink(tree.own(ALL), target));
    }
  }
}
