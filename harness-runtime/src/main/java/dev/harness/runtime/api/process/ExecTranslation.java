package dev.harness.runtime.api.process;

import dev.harness.engineapi.Absent;
import dev.harness.engineapi.exec.CreateExecRequest;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.TerminalSizes;
import dev.harness.runtime.api.http.UnsupportedFields;
import dev.harness.runtime.engine.request.ExecRequest;
import java.util.Map;
import java.util.Set;

/** Turns the API's request for an exec into the engine's. */
final class ExecTranslation {
  /** What changes nothing here: keys that detach the client, docker-java's stray. */
  private static final UnsupportedFields OTHER =
      new UnsupportedFields(
          "",
          Map.of(
              "DetachKeys", UnsupportedFields.ANY,
              "containerId", UnsupportedFields.ANY,
              "Detach", UnsupportedFields.ANY),
          Set.of());

  private ExecTranslation() {}

  /**
   * Translates.
   *
   * @throws RefusedRequest naming the field that cannot be done
   */
  static ExecRequest of(CreateExecRequest request) {
    OTHER.refuse(request.other());
    if (request.cmd().isEmpty()) {
      throw RefusedRequest.malformed("No exec command specified: Cmd is empty");
    }
    return new ExecRequest(
        request.cmd(),
        request.env(),
        Absent.given(request.workingDir()),
        Absent.given(request.user()),
        request.attachStdin(),
        request.attachStdout(),
        request.attachStderr(),
        request.privileged(),
        request.tty(),
        TerminalSizes.of("ConsoleSize", request.consoleSize()));
  }
}
