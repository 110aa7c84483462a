package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.fs.Accounts;
import dev.harness.runtime.fs.ExecutableSearch;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.launch.Identity;
import dev.harness.runtime.launch.ProcessPlan;
import dev.harness.runtime.linux.process.Capability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Decides by the files of a container what a process in it will be: whom it runs as, which file it
 * executes, where. The launcher decides nothing.
 */
public final class ProcessPlanner {
  private static final String PATH_PREFIX = "PATH=";

  private final SeccompFilters filters;

  /** Gives processes these filters. */
  public ProcessPlanner(SeccompFilters filters) {
    this.filters = filters;
  }

  /**
   * Plans a process.
   *
   * @throws CommandNotFoundException when the command is not on the path
   * @throws EngineException.InvalidRequest when the image's account files cannot be used
   */
  ProcessPlan plan(
      Root root,
      List<String> arguments,
      List<String> environment,
      String user,
      String workingDirectory,
      Set<Capability> capabilities) {
    Accounts.User who = resolve(root, user);
    List<String> complete = withHome(environment, who.home());
    String searchPath = value(complete, PATH_PREFIX);
    String command = arguments.get(0);
    String executable =
        new ExecutableSearch(root.tree())
            .find(command, searchPath, workingDirectory)
            .orElseThrow(() -> new CommandNotFoundException(command, searchPath));
    return ProcessPlan.builder(executable, arguments)
        .environment(complete)
        .workingDirectory(workingDirectory)
        .identity(new Identity(who.uid(), who.gid(), who.groups()))
        .capabilities(capabilities)
        .seccomp(filters.forCapabilities(capabilities))
        .build();
  }

  /** Whom {@code user} means in this root. */
  public static Accounts.User resolve(Root root, String user) {
    try {
      return Accounts.read(root.tree()).resolve(user);
    } catch (IOException failure) {
      throw new EngineException.InvalidRequest(
          "the image's account files cannot be used: " + failure.getMessage(), failure);
    }
  }

  /** HOME comes from the account unless it is set; an empty one counts as unset (C25). */
  private static List<String> withHome(List<String> environment, String home) {
    List<String> complete = new ArrayList<>(environment);
    complete.remove("HOME=");
    if (complete.stream().noneMatch(variable -> variable.startsWith("HOME="))) {
      complete.add("HOME=" + home);
    }
    return complete;
  }

  private static String value(List<String> environment, String prefix) {
    return environment.stream()
        .filter(variable -> variable.startsWith(prefix))
        .map(variable -> variable.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }

  /** The default capabilities with those added and without those dropped (C16). */
  static Set<Capability> capabilities(CreateContainer.Host host) {
    Set<Capability> set = EnumSet.copyOf(Capability.CONTAINER_DEFAULT);
    set.addAll(host.capabilitiesAdded());
    set.removeAll(host.capabilitiesDropped());
    return set;
  }
}
