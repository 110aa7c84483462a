package dev.harness.runtime.launch;

import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.ResourceLimit;
import dev.harness.runtime.linux.seccomp.SeccompFilter;
import java.util.List;
import java.util.Set;

/**
 * The process that a program ends in.
 *
 * @param executable absolute path in the container
 * @param arguments with the name of the program first
 * @param environment {@code KEY=value}, complete
 * @param workingDirectory absolute path in the container, which exists
 * @param identity whom it runs as
 * @param capabilities the bounding set; root has them all, another user none until it executes a
 *     file that grants them (C16)
 * @param seccomp which system calls it may make
 * @param noNewPrivileges whether set-user-ID files lose their force
 * @param limits resource limits; the others are the engine's
 * @param oomScore its {@code oom_score_adj}; 0 = the engine's
 * @param groups files of control groups that it joins before anything else
 */
public record ProcessPlan(
    String executable,
    List<String> arguments,
    List<String> environment,
    String workingDirectory,
    Identity identity,
    Set<Capability> capabilities,
    SeccompFilter seccomp,
    boolean noNewPrivileges,
    List<ResourceLimit> limits,
    int oomScore,
    List<String> groups) {

  /** Refuses relative paths and text that C cannot hold. */
  public ProcessPlan {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
    capabilities = Set.copyOf(capabilities);
    limits = List.copyOf(limits);
    groups = List.copyOf(groups);
    requireAbsolute("executable", executable);
    requireAbsolute("working directory", workingDirectory);
    arguments.forEach(argument -> requireText("argument", argument));
    environment.forEach(variable -> requireText("environment variable", variable));
  }

  /** The same in control groups, by their files of members. */
  public ProcessPlan in(List<String> memberFiles) {
    return new ProcessPlan(
        executable,
        arguments,
        environment,
        workingDirectory,
        identity,
        capabilities,
        seccomp,
        noNewPrivileges,
        limits,
        oomScore,
        memberFiles);
  }

  private static void requireAbsolute(String what, String path) {
    requireText(what, path);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(what + " is not an absolute path: " + path);
    }
  }

  private static void requireText(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " contains a zero byte");
    }
  }

  /** A plan with a container's defaults: root, in {@code /}, without environment. */
  public static Builder builder(String executable, List<String> arguments) {
    return new Builder(executable, arguments);
  }

  /** Collects the parts of a plan. */
  public static final class Builder {
    private final String executable;
    private final List<String> arguments;
    private List<String> environment = List.of();
    private String workingDirectory = "/";
    private Identity identity = Identity.ROOT;
    private Set<Capability> capabilities = Capability.CONTAINER_DEFAULT;
    private SeccompFilter seccomp = SeccompFilter.NONE;
    private boolean noNewPrivileges;
    private List<ResourceLimit> limits = List.of();
    private int oomScore;

    private Builder(String executable, List<String> arguments) {
      this.executable = executable;
      this.arguments = arguments;
    }

    /** Sets the whole environment. */
    public Builder environment(List<String> variables) {
      environment = variables;
      return this;
    }

    /** Sets the working directory; default {@code /}. */
    public Builder workingDirectory(String path) {
      workingDirectory = path;
      return this;
    }

    /** Sets whom it runs as; default root. */
    public Builder identity(Identity who) {
      identity = who;
      return this;
    }

    /** Sets the bounding set; default {@link Capability#CONTAINER_DEFAULT}. */
    public Builder capabilities(Set<Capability> bounding) {
      capabilities = bounding;
      return this;
    }

    /** Sets the filter; default none. */
    public Builder seccomp(SeccompFilter filter) {
      seccomp = filter;
      return this;
    }

    /** Sets whether set-user-ID files lose their force; default false. */
    public Builder noNewPrivileges(boolean forbidden) {
      noNewPrivileges = forbidden;
      return this;
    }

    /** Sets resource limits; default those of the engine. */
    public Builder limits(List<ResourceLimit> all) {
      limits = all;
      return this;
    }

    /** Sets how soon the kernel kills it when memory runs out; default as the engine. */
    public Builder oomScore(int adjustment) {
      oomScore = adjustment;
      return this;
    }

    /** Makes the plan. */
    public ProcessPlan build() {
      return new ProcessPlan(
          executable,
          arguments,
          environment,
          workingDirectory,
          identity,
          capabilities,
          seccomp,
          noNewPrivileges,
          limits,
          oomScore,
          List.of());
    }
  }
}
