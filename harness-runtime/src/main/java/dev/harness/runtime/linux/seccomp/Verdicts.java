package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Errno;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of a profile, sorted by the numbers of one architecture. */
final class Verdicts {
  private static final Verdict ABSENT = new Verdict(List.of(), Decision.fail(Errno.ENOSYS));

  /** From here on x86_64 has the calls of another interface, x32. */
  private static final int OTHER_INTERFACE = 0x40000000;

  private final List<Range> ranges;

  private Verdicts(List<Range> ranges) {
    this.ranges = ranges;
  }

  /**
   * What happens with a call.
   *
   * @param alternatives the first whose conditions are met decides
   * @param otherwise decides when none does
   */
  record Verdict(List<Alternative> alternatives, Decision otherwise) {
    private boolean isAs(Verdict other) {
      return otherwise.value() == other.otherwise.value()
          && alternatives.equals(other.alternatives);
    }
  }

  /** A decision under conditions. */
  record Alternative(List<Condition> conditions, Decision decision) {}

  /**
   * Calls with the same verdict.
   *
   * @param first the smallest number; the range ends before the next one
   */
  record Range(int first, Verdict verdict) {}

  /**
   * Sorts the rules.
   *
   * @param newest the largest number that the profile decides about; later calls do not exist,
   *     unless all that is not named is allowed
   * @param otherwise decides about calls that no rule fits
   */
  static Verdicts of(SystemCallTable table, List<Rule> rules, int newest, Decision otherwise) {
    Verdict unnamed = new Verdict(List.of(), otherwise);
    Verdict later = otherwise.lets() ? unnamed : ABSENT;
    Map<Integer, Verdict> byNumber = new HashMap<>();
    table.numbers().values().forEach(number -> byNumber.put(number, unnamed));
    rulesByCall(rules)
        .forEach(
            (name, own) ->
                table
                    .number(name)
                    .ifPresent(number -> byNumber.put(number, verdict(own, otherwise))));
    List<Range> ranges = new ArrayList<>();
    for (int number = 0; number <= newest; number++) {
      append(ranges, number, byNumber.getOrDefault(number, later));
    }
    append(ranges, newest + 1, later);
    append(ranges, OTHER_INTERFACE, ABSENT);
    return new Verdicts(ranges);
  }

  /** Ranges of ascending numbers from 0 on. */
  List<Range> ranges() {
    return ranges;
  }

  private static Map<String, List<Rule>> rulesByCall(List<Rule> rules) {
    Map<String, List<Rule>> byCall = new HashMap<>();
    for (Rule rule : rules) {
      for (String name : rule.calls()) {
        byCall.computeIfAbsent(name, added -> new ArrayList<>()).add(rule);
      }
    }
    return byCall;
  }

  private static Verdict verdict(List<Rule> rules, Decision otherwise) {
    List<Alternative> alternatives = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.conditions().isEmpty()) {
        return new Verdict(List.copyOf(alternatives), rule.decision());
      }
      alternatives.add(new Alternative(rule.conditions(), rule.decision()));
    }
    return new Verdict(List.copyOf(alternatives), otherwise);
  }

  private static void append(List<Range> ranges, int number, Verdict verdict) {
    boolean sameAsBefore =
        !ranges.isEmpty() && ranges.get(ranges.size() - 1).verdict().isAs(verdict);
    if (!sameAsBefore) {
      ranges.add(new Range(number, verdict));
    }
  }
}
