package dev.harness.build;

import dev.harness.engineapi.client.TarSource;
import dev.harness.files.CopiedFile;
import dev.harness.tar.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the files of a build as an archive, one after the other as they are read. */
final class ContextArchive implements TarSource {
  private static final String IGNORE = ".dockerignore";

  private final ImageBuild build;
  private final Set<String> replaced;

  ContextArchive(ImageBuild build) {
    this.build = build;
    this.replaced =
        build.files().stream()
            .map(file -> file.target().substring(1))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What the rules of the context leave out. */
  private IgnoreRules rules(Path directory) throws IOException {
    Path file = directory.resolve(IGNORE);
    return Files.exists(file)
        ? IgnoreRules.parse(Files.readString(file, StandardCharsets.UTF_8))
        : IgnoreRules.none();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (TarWriter tar = new TarWriter(out, Instant.now())) {
      if (build.directory().isPresent()) {
        Path directory = build.directory().get();
        Files.walkFileTree(directory, new Walk(directory, rules(directory), tar));
      }
      for (CopiedFile file : build.files()) {
        file.writeTo(tar);
      }
    }
  }

  /** Adds what is not left out. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path top;
    private final IgnoreRules rules;
    private final TarWriter tar;

    private Walk(Path top, IgnoreRules rules, TarWriter tar) {
      this.top = top;
      this.rules = rules;
      this.tar = tar;
    }

    private String name(Path path) {
      return top.relativize(path).toString().replace('\\', '/');
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      String name = name(directory);
      if (name.isEmpty()) {
        return FileVisitResult.CONTINUE;
      }
      if (rules.ignoresAllOf(name) || replaced.contains(name)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (!rules.ignores(name)) {
        tar.entry(name, directory);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = name(file);
      boolean needed = name.equals(build.dockerfilePath()) || name.equals(IGNORE);
      if (!replaced.contains(name) && (needed || !rules.ignores(name))) {
        tar.entry(name, file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
