package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.RootTree;
import dev.harness.runtime.linux.file.FileStat;
import java.util.Optional;

/** Finds the file of a command on the {@code PATH} of the container, not on the engine's. */
public final class ExecutableSearch {
  private static final int ANY_EXECUTE = 0111;

  private final RootTree tree;

  /** Searches in {@code tree}. */
  public ExecutableSearch(RootTree tree) {
    this.tree = tree;
  }

  /**
   * The absolute path to execute for {@code command}: itself when it has a slash (relative to the
   * working directory), else the first executable file of that name on the path.
   */
  public Optional<String> find(String command, String searchPath, String workingDirectory) {
    if (command.contains("/")) {
      return Optional.of(below(workingDirectory, command));
    }
    for (String entry : searchPath.split(":", -1)) {
      String candidate = below(workingDirectory, (entry.isEmpty() ? "." : entry) + "/" + command);
      Optional<FileStat> stat = tree.stat(candidate);
      if (stat.filter(ExecutableSearch::executable).isPresent()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean executable(FileStat stat) {
    return stat.type() == FileStat.Type.REGULAR && (stat.mode() & ANY_EXECUTE) != 0;
  }

  private static String below(String directory, String path) {
    return path.startsWith("/") ? path : directory + "/" + path;
  }
}
