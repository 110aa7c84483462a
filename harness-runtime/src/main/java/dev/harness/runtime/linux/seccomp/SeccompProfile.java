package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.process.Capability;
import java.util.List;
import java.util.Set;

/** Rules about system calls, for any architecture and any capabilities. */
public final class SeccompProfile {
  private final List<Rule> rules;
  private final Decision otherwise;

  SeccompProfile(List<Rule> rules, Decision otherwise) {
    this.rules = List.copyOf(rules);
    this.otherwise = otherwise;
  }

  /** The profile of a container that asks for no other (C18). */
  public static SeccompProfile containerDefault() {
    return of(TextResource.lines("container-profile.txt"));
  }

  /**
   * Reads a profile in the JSON of Docker, for a process on this machine.
   *
   * @param capabilities the bounding set of the process, which decides about the profile's rules
   * @throws IllegalArgumentException naming the field that is wrong, or when the filter would be
   *     too long for the kernel
   */
  public static SeccompFilter compileJson(String json, Set<Capability> capabilities) {
    Architecture architecture = Architecture.current();
    return new JsonProfile(architecture, System.getProperty("os.version", ""), capabilities)
        .read(json)
        .compile(architecture, capabilities);
  }

  /** Reads rules in the form of {@code container-profile.txt}, without comments. */
  static SeccompProfile of(List<String> lines) {
    return new SeccompProfile(
        lines.stream().map(RuleParser::parse).toList(), Decision.fail(Errno.EPERM));
  }

  /**
   * Makes the filter for a process.
   *
   * <p>Takes about a millisecond; filters can be kept and used for any number of processes.
   *
   * @param capabilities the bounding set of the process
   */
  public SeccompFilter compile(Architecture architecture, Set<Capability> capabilities) {
    SystemCallTable table = SystemCallTable.of(architecture);
    List<Rule> applicable = rules.stream().filter(rule -> rule.appliesTo(capabilities)).toList();
    int newest =
        rules.stream()
            .flatMap(rule -> rule.calls().stream())
            .mapToInt(name -> table.number(name).orElse(0))
            .max()
            .orElse(0);
    Verdicts verdicts = Verdicts.of(table, applicable, newest, otherwise);
    return new SeccompFilter(FilterCompiler.compile(architecture, verdicts.ranges()));
  }
}
