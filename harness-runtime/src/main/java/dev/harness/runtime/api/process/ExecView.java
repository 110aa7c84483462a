package dev.harness.runtime.api.process;

import dev.harness.engineapi.exec.ExecInspect;
import dev.harness.runtime.engine.exec.ExecDetails;
import dev.harness.runtime.engine.request.ExecRequest;
import java.util.List;

/** Shows an exec as the API does. */
final class ExecView {
  private ExecView() {}

  static ExecInspect of(ExecDetails exec) {
    ExecRequest request = exec.request();
    List<String> command = request.command();
    ExecInspect.ProcessConfig process =
        new ExecInspect.ProcessConfig(
            request.terminal(),
            command.get(0),
            command.subList(1, command.size()),
            request.privileged(),
            request.user().orElse(""));
    return new ExecInspect(
        exec.id().value(),
        exec.running(),
        exec.exitCode().isPresent() ? exec.exitCode().getAsInt() : null,
        process,
        request.attachStdin(),
        request.attachStdout(),
        request.attachStderr(),
        exec.exitCode().isPresent(),
        exec.container().value(),
        exec.pid());
  }
}
