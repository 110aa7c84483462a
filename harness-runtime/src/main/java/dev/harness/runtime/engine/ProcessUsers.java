package dev.harness.runtime.engine;

import dev.harness.runtime.engine.process.ContainerProcess;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.fs.Accounts;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose the processes of a container are, as the container itself calls them. */
final class ProcessUsers {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessUsers.class);

  private final ContainerParts parts;

  ProcessUsers(ContainerParts parts) {
    this.parts = parts;
  }

  /** The same processes with names of users, or with numbers where there are none. */
  List<ContainerProcess> inside(List<ContainerProcess> processes) {
    try {
      Accounts accounts = Accounts.read(parts.root().tree());
      return processes.stream().map(process -> named(process, accounts)).toList();
    } catch (IOException unreadable) {
      LOG.debug("container {} has no names of users: {}", parts.name(), unreadable.getMessage());
      return processes;
    }
  }

  private ContainerProcess named(ContainerProcess process, Accounts accounts) {
    long uid = parts.root().ownership().inside(process.uid());
    return process.of(accounts.nameOf(uid).orElse(Long.toString(uid)));
  }
}
