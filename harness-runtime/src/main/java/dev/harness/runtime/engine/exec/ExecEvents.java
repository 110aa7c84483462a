package dev.harness.runtime.engine.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** Tells what happens to one exec as events of its container (C43). */
final class ExecEvents {
  private final BiConsumer<String, Map<String, String>> events;
  private final ExecId id;
  private final String command;

  /**
   * Tells of one exec.
   *
   * @param events takes an action and what it adds to the container's attributes
   */
  ExecEvents(BiConsumer<String, Map<String, String>> events, ExecId id, List<String> command) {
    this.events = events;
    this.id = id;
    this.command = String.join(" ", command);
  }

  void created() {
    events.accept("exec_create: " + command, Map.of("execID", id.value()));
  }

  void started() {
    events.accept("exec_start: " + command, Map.of("execID", id.value()));
  }

  /** Also of one that could not be started, so that each start has its end. */
  void died(OptionalInt code) {
    Map<String, String> attributes = new HashMap<>(Map.of("execID", id.value()));
    code.ifPresent(known -> attributes.put("exitCode", Integer.toString(known)));
    events.accept("exec_die", attributes);
  }
}
