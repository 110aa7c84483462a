package dev.harness.engineapi.client;

import dev.harness.engineapi.exec.CreateExecRequest;
import dev.harness.engineapi.exec.CreateExecResponse;
import dev.harness.engineapi.exec.ExecInspect;
import dev.harness.engineapi.exec.StartExecRequest;
import java.util.List;

/** What concerns further processes in running containers. */
public final class ExecsApi {
  private final EngineCaller caller;

  ExecsApi(EngineCaller caller) {
    this.caller = caller;
  }

  /** Prepares a process and returns its id. */
  public String create(String container, CreateExecRequest request) {
    String action =
        "run "
            + String.join(" ", request.cmd())
            + " in container "
            + ContainersApi.shown(container);
    return caller
        .fetch(
            EngineRequest.post(action, "containers", container, "exec").json(request),
            CreateExecResponse.class)
        .id();
  }

  /** Starts a prepared process without a terminal; its output ends when the process has. */
  public ProcessOutput start(String exec) {
    return new ProcessOutput(caller.open(starting(exec)));
  }

  /** Starts a prepared process that reads {@code input}, which another thread sends. */
  public ProcessOutput start(String exec, byte[] input) {
    EngineStream stream = caller.converse(starting(exec));
    stream.send(input);
    return new ProcessOutput(stream);
  }

  private static EngineRequest starting(String exec) {
    return EngineRequest.post("start exec " + exec, "exec", exec, "start")
        .json(new StartExecRequest(false, false, List.of()));
  }

  /** Asks for one process. */
  public ExecInspect inspect(String exec) {
    return caller.fetch(
        EngineRequest.get("inspect exec " + exec, "exec", exec, "json"), ExecInspect.class);
  }
}
