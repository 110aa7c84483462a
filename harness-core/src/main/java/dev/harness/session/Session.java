package dev.harness.session;

import dev.harness.engineapi.client.EngineClient;
import java.util.Map;
import java.util.UUID;

/**
 * One use of an engine, whose containers, networks and volumes are known by their labels.
 *
 * @param labels for all that is made in it
 */
public record Session(Map<String, String> labels) {
  /** The label whose value is the same for all that one session has made. */
  public static final String LABEL = "dev.harness.session";

  /** The label that says which process the session belongs to, if that can be said. */
  static final String OWNER = "dev.harness.owner";

  /** One on an engine of ours, which ends with this process, and all in it. */
  public static final Session OF_OWN_ENGINE = new Session(Map.of());

  /** Copies the labels. */
  public Session {
    labels = Map.copyOf(labels);
  }

  /**
   * Begins one on an engine that outlives this process; removes what sessions have left there whose
   * process has ended.
   */
  public static Session begin(EngineClient client) {
    new Leftovers(client).remove();
    String id = UUID.randomUUID().toString();
    return new Session(
        Owner.ofThisProcess()
            .map(owner -> Map.of(LABEL, id, OWNER, owner.toString()))
            .orElseGet(() -> Map.of(LABEL, id)));
  }
}
