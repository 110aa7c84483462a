package dev.harness.images.debian.recipe;

import dev.harness.images.debian.apt.ChildProcess;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.debian.deb.EntryPath;
import dev.harness.images.debian.deb.RootNode;
import dev.harness.images.debian.deb.RootTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Links to busybox under the name of each program that is in it, beside it.
 *
 * <p>busybox is asked for the names: it is static and of this machine's architecture.
 *
 * @param busybox its path
 */
record LinkApplets(String busybox) implements RootStep {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_.\\[-]{1,64}");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public void applyTo(RootTree tree, Path work) throws IOException {
    if (!(tree.find(busybox).orElse(null) instanceof RootNode.RegularFile file)) {
      throw new DebianException.UnpackFailed("busybox", busybox + " is missing");
    }
    Path program = work.resolve("busybox");
    Files.write(program, file.content().bytes());
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    ChildProcess child = new ChildProcess(Map.of(), work, LIMIT);
    ChildProcess.Result result = child.run(work, List.of(program.toString(), "--list"));
    String directory = EntryPath.parent(busybox);
    for (String name : result.output().lines().toList()) {
      if (!NAME.matcher(name).matches()) {
        throw new DebianException.UnpackFailed("busybox", "it lists \"" + name + "\"");
      }
      if (!name.equals("busybox")) {
        new MakeLink(directory + "/" + name, "busybox").applyTo(tree, work);
      }
    }
  }
}
