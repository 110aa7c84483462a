package dev.harness.engineapi.client;

import dev.harness.engineapi.network.FaultSettings;

/**
 * What concerns faults of connections, those of one port or link: which our engine can have, and
 * Docker cannot.
 *
 * <p>Every method throws an {@link EngineApiException} when the engine refuses or is gone.
 */
public final class FaultsApi {
  private final EngineCaller caller;
  private final String action;
  private final String container;
  private final String kind;
  private final String which;

  FaultsApi(EngineCaller caller, String action, String container, String kind, String which) {
    this.caller = caller;
    this.action = action;
    this.container = container;
    this.kind = kind;
    this.which = which;
  }

  /** Makes connections late, slow or dead, or takes that back; opens a link. */
  public void set(FaultSettings settings) {
    caller.send(EngineRequest.put(action, path("faults")).json(settings));
  }

  /** Resets the connections that there are. */
  public void reset() {
    caller.send(EngineRequest.post(action, path("reset")));
  }

  /** Closes a link; one that is not open is fine. */
  public void close() {
    caller.send(EngineRequest.delete(action, "harness", "containers", container, kind, which));
  }

  private String[] path(String last) {
    return new String[] {"harness", "containers", container, kind, which, last};
  }
}
