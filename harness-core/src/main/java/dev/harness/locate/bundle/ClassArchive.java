package dev.harness.locate.bundle;

import dev.harness.locate.user.EngineEnvironment;
import dev.harness.locate.user.FileFailure;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The engine's classes in the form in which the Java virtual machine maps them into memory,
 * which halves the engine's start. A training run makes it once, in namespaces of its own where
 * the user may have them, because only there it can load what starts a container.
 *
 * <p>The setting {@code harness.engine.cds} decides: {@code false} is never,
 * {@code background} (the default) after the first boot without, {@code now} before it.
 */
public final class ClassArchive {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String SCRIPT =
      """
      made=$1 archive=$2 claim=$3 limit=$4
      shift 4
      train() { timeout -s KILL "$limit" nice -n 19 "$@"; }
      own='unshare --user --map-root-user --mount --pid --fork --kill-child --mount-proc'
      scratch=$(mktemp -d)
      { $own true && train $own "$@" "$scratch"; } || train "$@"
      test $? = 0 && mv -f "$made" "$archive"
      rm -f "$made" "$claim"
      rmdir "$scratch"
      """;
  private static final String MAIN = "dev.harness.runtime.boot.EngineMain";

  private final UnpackedEngine engine;
  private final EngineJvm jvm;
  private final Settings settings;
  private final String when;

  /** The archive of one engine for one virtual machine. */
  public ClassArchive(UnpackedEngine engine, EngineJvm jvm, Settings settings) {
    this.engine = engine;
    this.jvm = jvm;
    this.settings = settings;
    this.when = settings.value(Setting.ENGINE_CDS).orElse("background");
  }

  /** The archive; a boot that must not use one gets a path where there is none. */
  public Path file() {
    return engine.classArchive(when.equals("false") ? "none" : jvm.id());
  }

  /** Whether a start can use it. */
  public boolean exists() {
    return Files.isRegularFile(file());
  }

  /** Makes the archive when it is missing and wanted now; returns when it is there. */
  public void beforeBoot() {
    if (when.equals("now") && !exists()) {
      train().ifPresent(ClassArchive::await);
    }
  }

  /**
   * Starts to make the archive when that is wanted. The run has the lowest priority; it needs no
   * lease, because it makes no container and ends within two minutes even without this process.
   */
  public void afterBoot() {
    if (!when.equals("false")) {
      train();
    }
  }

  private Optional<Process> train() {
    Path claim = file().resolveSibling(file().getFileName() + ".training");
    try {
      if (!claimed(claim)) {
        return Optional.empty();
      }
      return Optional.of(start(claim));
    } catch (IOException e) {
      HarnessLog.get()
          .debug("The engine's class archive cannot be made: {}", FileFailure.reason(e), e);
      return Optional.empty();
    }
  }

  /** One process trains; the claim of one that died is taken over. */
  private static boolean claimed(Path claim) throws IOException {
    try {
      Files.createFile(claim);
      return true;
    } catch (FileAlreadyExistsException e) {
      Instant made = Files.getLastModifiedTime(claim).toInstant();
      if (made.plus(LIMIT.multipliedBy(2)).isAfter(Instant.now())) {
        return false;
      }
      Files.deleteIfExists(claim);
      return true;
    }
  }

  /** A shell carries the work to its end, so that it does not matter how long the tests run. */
  private Process start(Path claim) throws IOException {
    Path made = claim.resolveSibling(claim.getFileName() + ".jsa");
    List<String> training = new ArrayList<>();
    training.add(jvm.java().toString());
    training.addAll(jvm.trainingFlags(made));
    training.addAll(List.of("-cp", engine.jar().toString(), MAIN, "--train"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "harness-training",
                made.toString(),
                file().toString(),
                claim.toString(),
                Long.toString(LIMIT.toSeconds())));
    command.addAll(training);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(EngineEnvironment.of(settings));
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static void await(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
