package dev.harness.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A temporary directory in which files of a user's subordinate ids may come to be, as in the data
 * directory of an engine. An ordinary user cannot delete those, but is root of all of them in a user
 * namespace. JUnit must leave the directory alone: {@code cleanup = CleanupMode.NEVER}.
 */
public final class DirectoryOfManyUsers implements TempDirFactory {
  private static final List<String> REMOVE = List.of("rm", "-rf", "--one-file-system");

  private @Nullable Path directory;

  /** For JUnit, by {@code @TempDir(factory = …)}. */
  public DirectoryOfManyUsers() {}

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    Path made = Files.createTempDirectory("harness-test");
    directory = made;
    return made;
  }

  @Override
  public void close() throws IOException {
    Path made = directory;
    if (made == null) {
      return;
    }
    for (List<String> user : users()) {
      if (Files.exists(made)) {
        List<String> command = new ArrayList<>(user);
        command.addAll(REMOVE);
        command.add(made.toString());
        run(command);
      }
    }
    if (Files.exists(made)) {
      throw new IOException("files of a test are left in " + made);
    }
  }

  /** What makes the next command run as one who may delete, the most powerful first. */
  private static List<List<String>> users() {
    List<String> single = List.of("unshare", "--map-root-user");
    List<String> many = List.of("unshare", "--map-root-user", "--map-auto");
    boolean root = System.getProperty("user.name").equals("root");
    return root ? List.of(List.of()) : List.of(many, single, List.of());
  }

  private static void run(List<String> command) throws IOException {
    new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join();
  }
}
