package dev.harness.locate.boot;

import dev.harness.locate.user.BootException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the steps of a launcher are, from the list that comes with it. */
final class BootSteps {
  private final Path file;
  private final Path proc;

  BootSteps(Path file, Path proc) {
    this.file = file;
    this.proc = proc;
  }

  /** Describes a step that failed; line n of the list is step n, and the first is 1. */
  BootException failure(int step, int errno) {
    String advice =
        Errno.forbids(errno)
            ? new NamespaceAdvice(proc).text()
            : "Or set DOCKER_HOST to use another engine.";
    return new BootException(
        "Cannot start the engine: %s: %s. %s"
            .formatted(describe(step), Errno.words(errno), advice));
  }

  private String describe(int step) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (step >= 1 && step <= lines.size()) {
        return lines.get(step - 1);
      }
    } catch (IOException e) {
      // The number alone still says where to look.
      return "step " + step + " of " + file.getFileName() + " (unreadable)";
    }
    return "step " + step + " of " + file.getFileName();
  }
}
