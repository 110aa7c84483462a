package dev.harness.runtime.command;

import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.image.StoreReport;
import dev.harness.locate.boot.EngineProcess;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code harness store}: what concerns the images on the disk. */
@Command(
    name = "store",
    description = "Looks after the images on the disk.",
    mixinStandardHelpOptions = true,
    subcommands = StoreCommand.Check.class)
final class StoreCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() {
    CommandLine commandLine = Objects.requireNonNull(command).commandLine();
    commandLine.usage(commandLine.getErr());
    return ExitCode.USAGE;
  }

  /**
   * {@code harness store check}: done by an engine of its own, because the files of layers belong
   * to users that only an engine's namespace has.
   */
  @Command(
      name = "check",
      description = "Finds what is damaged or missing; ends with 0 when nothing is, or is left.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Option(
        names = "--repair",
        description =
            "Remove what is damaged, with the images that need it; their next pull brings it.")
    private boolean repair;

    @Mixin private DataOption data = new DataOption();

    @Spec private @Nullable CommandSpec command;

    @Override
    public Integer call() {
      try (EngineProcess engine = data.launcher().launch(address -> {});
          EngineClient client = new EngineClient(engine.address())) {
        return report(client.system().checkStore(repair));
      }
    }

    private int report(StoreReport report) {
      PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
      report
          .problems()
          .forEach(
              problem ->
                  out.printf("%s: %s (%s)%n", problem.what(), problem.why(), problem.outcome()));
      out.printf(
          "%d images, %d layers, %d problems%n",
          report.images(), report.layers(), report.problems().size());
      out.flush();
      boolean sound =
          report.problems().stream()
              .allMatch(problem -> problem.outcome().equals(StoreReport.Problem.REPAIRED));
      return sound ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
