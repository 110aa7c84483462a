package dev.harness.engineapi.client;

import dev.harness.engineapi.EngineInfo;
import dev.harness.engineapi.EngineVersion;
import dev.harness.engineapi.image.StoreReport;

/** What concerns the engine as a whole. */
public final class SystemApi {
  private static final String HARNESS = "harness";
  private static final String HOST_PORTS = "host-ports";

  private final EngineCaller caller;

  SystemApi(EngineCaller caller) {
    this.caller = caller;
  }

  /** Asks for a sign of life and returns the newest version of the API that the engine speaks. */
  public String ping() {
    return caller.fetchHeader(EngineRequest.get("reach the engine", "_ping"), "Api-Version");
  }

  /** Asks what the engine is. */
  public EngineVersion version() {
    return caller.fetch(
        EngineRequest.get("ask for the engine's version", "version"), EngineVersion.class);
  }

  /**
   * Has the store of images checked, which our engine can and Docker cannot.
   *
   * @param repair removes what is damaged, with the images that need it
   */
  public StoreReport checkStore(boolean repair) {
    return caller.fetchPatiently(
        EngineRequest.post("check the image store", "store", "check").query("repair", repair),
        StoreReport.class);
  }

  /**
   * Lets containers reach a TCP port of the host's loopback, which our engine can and Docker cannot.
   */
  public void exposeHostPort(int port) {
    caller.send(
        EngineRequest.put(
            "expose port %d of the host".formatted(port), HARNESS, HOST_PORTS, "" + port));
  }

  /** Lets containers reach a port of the host no longer. */
  public void hideHostPort(int port) {
    caller.send(
        EngineRequest.delete(
            "hide port %d of the host".formatted(port), HARNESS, HOST_PORTS, "" + port));
  }

  /** Asks what the engine has and can do. */
  public EngineInfo info() {
    return caller.fetch(EngineRequest.get("ask the engine about itself", "info"), EngineInfo.class);
  }
}
