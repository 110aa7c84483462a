package dev.harness.runtime.command;

import dev.harness.locate.boot.EngineLauncher;
import dev.harness.locate.user.Settings;
import dev.harness.runtime.boot.OwnJar;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --data} of commands that start an engine. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where images are kept. Default: the user's data directory.")
  private @Nullable Path data;

  /** Starts engines with the data that the command line names. */
  EngineLauncher launcher() {
    Settings settings = Settings.ofThisProcess();
    settings.tellOfUnknownKeys();
    EngineLauncher launcher = new EngineLauncher(OwnJar.bundle(), settings);
    return data == null ? launcher : launcher.withData(data.toAbsolutePath());
  }
}
