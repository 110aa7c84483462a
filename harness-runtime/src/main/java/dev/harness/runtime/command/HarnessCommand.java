package dev.harness.runtime.command;

import dev.harness.runtime.boot.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code java -jar harness.jar …}. */
@Command(
    name = "harness",
    description = "Disposable containers, without Docker.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      EngineCommand.class,
      DoctorCommand.class,
      ExplainCommand.class,
      StoreCommand.class
    })
public final class HarnessCommand {
  private HarnessCommand() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new HarnessCommand());
    commandLine.setExecutionExceptionHandler(new FailureReport());
    System.exit(arguments.length == 0 ? usage(commandLine) : commandLine.execute(arguments));
  }

  private static int usage(CommandLine commandLine) {
    commandLine.usage(commandLine.getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
