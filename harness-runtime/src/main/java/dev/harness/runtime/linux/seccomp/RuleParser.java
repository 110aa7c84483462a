package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.process.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a profile; the form is described in {@code container-profile.txt}. */
final class RuleParser {
  private static final Pattern LINE =
      Pattern.compile(
          "(?:allow|fail (?<errno>\\w+))"
              + "(?: (?<need>with|without) (?<capability>\\w+))?"
              + "(?: when (?<conditions>[^:]+))?"
              + ": (?<calls>.+)");
  private static final Pattern CONDITION =
      Pattern.compile("arg(?<arg>[0-5]) (?:& (?<mask>\\S+) )?(?<operator>!?=) (?<value>\\S+)");

  private RuleParser() {}

  static Rule parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a rule of a seccomp profile: " + line);
    }
    String errno = matcher.group("errno");
    String capability = matcher.group("capability");
    return new Rule(
        errno == null ? Decision.ALLOW : Decision.fail(Errno.valueOf(errno)),
        Optional.ofNullable(capability).map(Capability::parse),
        "with".equals(matcher.group("need")),
        conditions(matcher.group("conditions")),
        List.of(matcher.group("calls").split(" ", -1)));
  }

  private static List<Condition> conditions(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.split(" and ", -1)) {
      Matcher matcher = CONDITION.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not a condition of a seccomp profile: " + part);
      }
      String mask = matcher.group("mask");
      conditions.add(
          new Condition(
              Integer.parseInt(matcher.group("arg")),
              matcher.group("operator").equals("=")
                  ? Condition.Comparison.EQUAL
                  : Condition.Comparison.DIFFERENT,
              mask == null ? Condition.LOWER_BITS : Long.decode(mask),
              Long.decode(matcher.group("value"))));
    }
    return conditions;
  }
}
