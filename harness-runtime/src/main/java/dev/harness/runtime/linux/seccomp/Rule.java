package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.process.Capability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A line of a profile.
 *
 * @param decision about the calls
 * @param capability without which, or with which, the rule does not count
 * @param needed whether the capability is needed, or must be absent
 * @param conditions all of which the arguments must meet
 * @param calls the names of system calls
 */
record Rule(
    Decision decision,
    Optional<Capability> capability,
    boolean needed,
    List<Condition> conditions,
    List<String> calls) {

  Rule {
    conditions = List.copyOf(conditions);
    calls = List.copyOf(calls);
  }

  /** A rule that counts for every process. */
  static Rule always(Decision decision, List<Condition> conditions, List<String> calls) {
    return new Rule(decision, Optional.empty(), true, conditions, calls);
  }

  /** Whether the rule counts for a process with these capabilities. */
  boolean appliesTo(Set<Capability> capabilities) {
    return capability.map(needs -> capabilities.contains(needs) == needed).orElse(true);
  }
}
