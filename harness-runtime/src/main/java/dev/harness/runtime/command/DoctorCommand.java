package dev.harness.runtime.command;

import dev.harness.locate.boot.EngineLauncher;
import dev.harness.locate.boot.EngineProcess;
import dev.harness.locate.user.CallingUser;
import dev.harness.locate.user.LocateException;
import dev.harness.locate.user.Settings;
import dev.harness.locate.user.UserDirectories;
import dev.harness.runtime.boot.OwnJar;
import dev.harness.runtime.doctor.Finding;
import dev.harness.runtime.doctor.MachineChecks;
import dev.harness.runtime.doctor.MountChecks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code harness doctor}: what works on this machine, what does not, why, and what to do. */
@Command(
    name = "doctor",
    description = "Tells what works on this machine, what does not, and what to do about it.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    List<Finding> findings = new ArrayList<>(new MachineChecks(Path.of("/")).run());
    Settings settings = Settings.ofThisProcess();
    settings.tellOfUnknownKeys();
    UserDirectories places = UserDirectories.of(settings, CallingUser.ofThisProcess());
    MountChecks mounts = MountChecks.of(Path.of("/"));
    findings.add(mounts.processes());
    findings.add(mounts.bridges());
    findings.add(mounts.storage(places.data()));
    findings.add(mounts.programs(places.cache()));
    findings.add(boot(settings));
    findings.forEach(finding -> out.println(finding.text()));
    out.flush();
    boolean broken =
        findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.BROKEN);
    return broken ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** The proof: an engine that starts, with all its namespaces, mounts and its network. */
  private static Finding boot(Settings settings) {
    long begin = System.nanoTime();
    try (EngineProcess engine =
        new EngineLauncher(OwnJar.bundle(), settings).launch(address -> {})) {
      long millis = (System.nanoTime() - begin) / 1_000_000;
      return Finding.ok("engine", "starts in %d ms, mode %s".formatted(millis, engine.mode()));
    } catch (LocateException failure) {
      return Finding.broken("engine", String.valueOf(failure.getMessage()), "see the lines above");
    }
  }
}
