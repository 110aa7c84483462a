package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.process.Capability;
import java.util.List;
import java.util.Set;

/** Rules about system calls, for any architecture and any capabilities. */
public final class SeccompProfile {
  private final List<Rule> rules;

  private SeccompProfile(List<Rule> rules) {
    this.rules = rules;
  }

  /** The profile of a container that asks for no other (C18). */
  public static SeccompProfile containerDefault() {
    return of(TextResource.lines("container-profile.txt"));
  }

  /** Reads rules in the form of {@code container-profile.txt}, without comments. */
  static SeccompProfile of(List<String> lines) {
    return new SeccompProfile(lines.stream().map(RuleParser::parse).toList());
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
    Verdicts verdicts = Verdicts.of(table, applicable, newest);
    return new SeccompFilter(FilterCompiler.compile(architecture, verdicts.ranges()));
  }
}
