package dev.harness.runtime.build;

import dev.harness.runtime.fs.tree.RootFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Finds the files that COPY and ADD name, in a context or an image. */
final class SourceFiles {
  private static final int MAX_FOUND = 100_000;

  private final RootFiles files;

  SourceFiles(RootFiles files) {
    this.files = files;
  }

  /**
   * A file or directory that was found.
   *
   * @param name the last component of the path by which it was found
   * @param resolved where it is
   */
  record Source(String name, String resolved, boolean directory) {}

  /**
   * Finds what a path names, which may have {@code *}, {@code ?} and {@code [a-z]}.
   *
   * @throws IOException when there is nothing, or too much
   */
  List<Source> find(String path) throws IOException {
    Path wanted = Path.of("/", path).normalize();
    List<String> found = new ArrayList<>(List.of(""));
    for (Path component : wanted) {
      List<String> next = new ArrayList<>();
      for (String parent : found) {
        next.addAll(children(parent, component.toString()));
      }
      found = next;
    }
    List<Source> sources = new ArrayList<>();
    for (String each : found) {
      String name = each.substring(each.lastIndexOf('/') + 1);
      files
          .resolve(each.isEmpty() ? "/" : each)
          .ifPresent(
              resolved -> sources.add(new Source(name, resolved, files.isDirectory(resolved))));
    }
    if (sources.isEmpty()) {
      throw new FileNotFoundException(
          isPattern(path)
              ? "no source files were found for " + path
              : "file not found: stat %s: file does not exist".formatted(path));
    }
    return sources;
  }

  private List<String> children(String parent, String component) throws IOException {
    String place = parent.isEmpty() ? "/" : parent;
    if (!isPattern(component)) {
      return List.of(parent + "/" + component);
    }
    if (!files.isDirectory(place)) {
      return List.of();
    }
    PathMatcher pattern = pattern(component);
    List<String> children =
        files.names(place).stream()
            .filter(name -> pattern.matches(Path.of(name)))
            .map(name -> parent + "/" + name)
            .toList();
    if (children.size() > MAX_FOUND) {
      throw new IOException("%s matches more than %d files".formatted(component, MAX_FOUND));
    }
    return children;
  }

  private static boolean isPattern(String text) {
    return text.chars().anyMatch(each -> each == '*' || each == '?' || each == '[');
  }

  /** Braces mean nothing in a Dockerfile's patterns, and a set begins with another negation. */
  private static PathMatcher pattern(String component) throws IOException {
    String glob = component.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!");
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw new IOException("%s is no pattern: %s".formatted(component, e.getDescription()), e);
    }
  }
}
