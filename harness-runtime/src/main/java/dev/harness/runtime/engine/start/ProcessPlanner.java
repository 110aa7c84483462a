package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.Confinement;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.Rights;
import dev.harness.runtime.fs.Accounts;
import dev.harness.runtime.fs.ExecutableSearch;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.launch.Identity;
import dev.harness.runtime.launch.ProcessPlan;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.OwnProcess;
import dev.harness.runtime.linux.process.ResourceLimit;
import dev.harness.runtime.linux.process.ResourceLimit.Resource;
import dev.harness.runtime.linux.seccomp.SeccompFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides by the files of a container what a process in it will be: whom it runs as, which file it
 * executes, where. The launcher decides nothing.
 */
public final class ProcessPlanner {
  private static final String PATH_PREFIX = "PATH=";

  private static final long FILES = 65_536;
  private static final long MOST_FILES = 1_048_576;

  private final SeccompFilters filters;
  private final OwnProcess engine;

  /** Gives processes these filters, and limits of this process. */
  public ProcessPlanner(SeccompFilters filters, OwnProcess engine) {
    this.filters = filters;
    this.engine = engine;
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
      Confinement confinement,
      Set<Capability> capabilities) {
    refuseToRuleTheKernel(capabilities);
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
        .identity(identity(who, groups(root, confinement.groups())))
        .capabilities(capabilities)
        .seccomp(filter(confinement.rights(), capabilities))
        .noNewPrivileges(confinement.rights().noNewPrivileges())
        .limits(limits(confinement.limits()))
        .oomScore(confinement.oomScore())
        .build();
  }

  /** H42: where the engine's root is the machine's, a process that may mount could undo C15. */
  private void refuseToRuleTheKernel(Set<Capability> capabilities) {
    if (engine.rulesKernel() && capabilities.contains(Capability.SYS_ADMIN)) {
      throw new EngineException.InvalidRequest(
          "a process with the capability SYS_ADMIN could write the settings of the machine's kernel"
              + " here: root of the container that this engine runs in is the machine's root, and"
              + " nothing of /proc is covered. Do without privileges, or run the engine as an"
              + " ordinary user, or in a container whose /proc is masked");
    }
  }

  private SeccompFilter filter(Rights rights, Set<Capability> capabilities) {
    return rights
        .seccomp()
        .orElseGet(
            () -> rights.privileged() ? SeccompFilter.NONE : filters.forCapabilities(capabilities));
  }

  private static Identity identity(Accounts.User who, Set<Integer> added) {
    Set<Integer> all = new TreeSet<>(who.groups());
    all.addAll(added);
    return new Identity(who.uid(), who.gid(), List.copyOf(all));
  }

  /** What is asked for, and a number of open files that suits most programs (C19). */
  private List<ResourceLimit> limits(List<ResourceLimit> wanted) {
    List<ResourceLimit> limits = new ArrayList<>(wanted);
    if (wanted.stream().noneMatch(limit -> limit.resource() == Resource.NOFILE)) {
      long own = engine.hardLimit(Resource.NOFILE);
      long hard = own == ResourceLimit.UNLIMITED ? MOST_FILES : Math.min(own, MOST_FILES);
      limits.add(new ResourceLimit(Resource.NOFILE, Math.min(FILES, hard), hard));
    }
    return limits;
  }

  /**
   * The numbers of groups.
   *
   * @throws UnknownAccountException when the image does not know a name
   */
  static Set<Integer> groups(Root root, List<String> groups) {
    Set<Integer> numbers = new TreeSet<>();
    if (!groups.isEmpty()) {
      Accounts accounts = accounts(root);
      groups.forEach(group -> numbers.add(accounts.groupId(group)));
    }
    return numbers;
  }

  /** Whom {@code user} means in this root. */
  public static Accounts.User resolve(Root root, String user) {
    return accounts(root).resolve(user);
  }

  private static Accounts accounts(Root root) {
    try {
      return Accounts.read(root.tree());
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
}
