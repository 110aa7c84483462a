package dev.harness.runtime.engine;

import dev.harness.runtime.engine.process.ContainerProcess;
import dev.harness.runtime.engine.process.ProcessTable;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.engine.start.Run;
import dev.harness.runtime.fs.Accounts;
import dev.harness.runtime.linux.process.Procfs;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others do with one container that leaves it where it is in its life. */
final class Visits {
  private static final Logger LOG = LoggerFactory.getLogger(Visits.class);
  private static final Path PROC = Path.of("/proc");

  private final ContainerParts parts;
  private final Standing standing;
  private final ContainerEvents events;

  Visits(ContainerParts parts, Standing standing, ContainerEvents events) {
    this.parts = parts;
    this.standing = standing;
    this.events = events;
  }

  void attached() {
    events.publish("attach", Map.of());
  }

  void detached() {
    events.publish("detach", Map.of());
  }

  void renamed(String before) {
    events.publish("rename", Map.of("oldName", "/" + before));
  }

  void resize(TerminalSize size) {
    running("resize").resize(size);
    events.publish(
        "resize",
        Map.of("height", Integer.toString(size.rows()), "width", Integer.toString(size.columns())));
  }

  /** Those whose users have no names in the container keep their numbers. */
  List<ContainerProcess> processes() {
    List<ContainerProcess> found =
        new ProcessTable(PROC).inNamespaceOf(Procfs.number(running("list").pid()));
    events.publish("top", Map.of());
    try {
      Accounts accounts = Accounts.read(parts.root().tree());
      return found.stream().map(process -> inside(process, accounts)).toList();
    } catch (IOException unreadable) {
      LOG.debug("container {} has no names of users: {}", parts.name(), unreadable.getMessage());
      return found;
    }
  }

  private ContainerProcess inside(ContainerProcess process, Accounts accounts) {
    long uid = parts.root().ownership().inside(process.uid());
    return process.of(accounts.nameOf(uid).orElse(Long.toString(uid)));
  }

  private Run running(String verb) {
    return standing
        .running()
        .map(Termination.Target::run)
        .orElseThrow(
            () ->
                new EngineException.Conflict(
                    "cannot %s container %s: it is not running".formatted(verb, parts.name())));
  }
}
