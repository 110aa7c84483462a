package dev.harness.runtime.linux.seccomp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.process.Capability;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads profiles in the JSON of Docker, strictly: what is not understood is not passed over.
 *
 * <p>The first rule that fits a call decides. Programs of other architectures are killed, whatever
 * {@code archMap} says, as are all without a filter of their own.
 */
final class JsonProfile {
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MOST_RULES = 4096;

  private final ProfileScope scope;

  /**
   * Reads for one kind of process.
   *
   * @param kernel the release of the kernel
   * @param capabilities the bounding set of the process
   */
  JsonProfile(Architecture architecture, String kernel, Set<Capability> capabilities) {
    this.scope = new ProfileScope(architecture, kernel, capabilities);
  }

  /**
   * Reads a profile.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  SeccompProfile read(String json) {
    if (json.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "the profile has %d characters, more than %d".formatted(json.length(), LONGEST_TEXT));
    }
    ProfileJson profile = parse(json);
    if (profile.architectures() != null && profile.archMap() != null) {
      throw new IllegalArgumentException(
          "'architectures' and 'archMap' were specified in the seccomp profile, use either"
              + " 'architectures' or 'archMap'");
    }
    Decision otherwise =
        decision("defaultAction", profile.defaultAction(), profile.defaultErrnoRet());
    List<Rule> rules = new ArrayList<>();
    List<ProfileJson.CallsJson> all = present(profile.syscalls());
    for (int i = 0; i < all.size(); i++) {
      add("syscalls[%d]".formatted(i), all.get(i), rules);
      if (rules.size() > MOST_RULES) {
        throw new IllegalArgumentException("more than %d rules".formatted(MOST_RULES));
      }
    }
    return new SeccompProfile(rules, otherwise);
  }

  private static ProfileJson parse(String json) {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();
    try {
      ProfileJson profile = mapper.readValue(json, ProfileJson.class);
      if (profile == null) {
        throw new IllegalArgumentException("not a JSON object");
      }
      return profile;
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(place(e) + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static String place(JsonMappingException failure) {
    StringBuilder text = new StringBuilder();
    for (JsonMappingException.Reference part : failure.getPath()) {
      String name = part.getFieldName();
      text.append(name == null ? "[" + part.getIndex() + "]" : (text.isEmpty() ? "" : ".") + name);
    }
    return text.isEmpty() ? "" : text + ": ";
  }

  private void add(String field, ProfileJson.CallsJson calls, List<Rule> rules) {
    List<String> names = names(field, calls);
    Decision decision = decision(field + ".action", calls.action(), calls.errnoRet());
    List<List<Condition>> alternatives = conditions(field, present(calls.args()));
    if (scope.includes(field, calls.includes()) && !scope.excludes(field, calls.excludes())) {
      alternatives.forEach(conditions -> rules.add(Rule.always(decision, conditions, names)));
    }
  }

  private static List<String> names(String field, ProfileJson.CallsJson calls) {
    String single = calls.name() == null ? "" : calls.name();
    List<String> names = present(calls.names());
    if (!single.isEmpty() && !names.isEmpty()) {
      throw new IllegalArgumentException(
          field
              + ": 'name' and 'names' were specified in the seccomp profile, use either 'name' or"
              + " 'names'");
    }
    if (single.isEmpty() && names.isEmpty()) {
      throw new IllegalArgumentException(field + ".names: names no system call");
    }
    return single.isEmpty() ? names : List.of(single);
  }

  /** Several conditions on one argument are alternatives, as libseccomp's users write them. */
  private static List<List<Condition>> conditions(
      String field, List<ProfileJson.ArgumentJson> arguments) {
    List<Condition> all = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      all.add(condition("%s.args[%d]".formatted(field, i), arguments.get(i)));
    }
    long different = all.stream().mapToInt(Condition::argument).distinct().count();
    return different == all.size() ? List.of(all) : all.stream().map(List::of).toList();
  }

  private static Condition condition(String field, ProfileJson.ArgumentJson argument) {
    int index = argument.index() == null ? 0 : argument.index();
    if (index < 0 || index >= Condition.ARGUMENTS) {
      throw new IllegalArgumentException(
          "%s.index: a system call has no argument %d".formatted(field, index));
    }
    long value = unsigned(field + ".value", argument.value());
    long second = unsigned(field + ".valueTwo", argument.valueTwo());
    String operator = argument.op() == null ? "" : argument.op();
    if (operator.equals("SCMP_CMP_MASKED_EQ")) {
      return new Condition(index, Condition.Comparison.EQUAL, value, second & value);
    }
    Condition.Comparison comparison =
        switch (operator) {
          case "SCMP_CMP_NE" -> Condition.Comparison.DIFFERENT;
          case "SCMP_CMP_LT" -> Condition.Comparison.LESS;
          case "SCMP_CMP_LE" -> Condition.Comparison.LESS_OR_EQUAL;
          case "SCMP_CMP_EQ" -> Condition.Comparison.EQUAL;
          case "SCMP_CMP_GE" -> Condition.Comparison.GREATER_OR_EQUAL;
          case "SCMP_CMP_GT" -> Condition.Comparison.GREATER;
          default ->
              throw new IllegalArgumentException(
                  "%s.op: unknown operator '%s'".formatted(field, operator));
        };
    return new Condition(index, comparison, Condition.ALL_BITS, value);
  }

  private static long unsigned(String field, @Nullable BigInteger number) {
    if (number == null) {
      return 0;
    }
    if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
      throw new IllegalArgumentException(field + ": not a number of 64 bits");
    }
    return number.longValue();
  }

  private static Decision decision(String field, @Nullable String action, @Nullable Integer errno) {
    String name = action == null ? "" : action;
    int number = errno == null ? Errno.EPERM.number() : errno;
    if (number < 0 || number > Decision.LARGEST_ERRNO) {
      throw new IllegalArgumentException(
          "%s: errno %d is out of 0 to %d".formatted(field, number, Decision.LARGEST_ERRNO));
    }
    return switch (name) {
      case "SCMP_ACT_ALLOW" -> Decision.ALLOW;
      case "SCMP_ACT_ERRNO" -> Decision.fail(number);
      case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> Decision.KILL_THREAD;
      case "SCMP_ACT_KILL_PROCESS" -> Decision.KILL_PROCESS;
      case "SCMP_ACT_LOG" -> Decision.LOG;
      case "SCMP_ACT_TRACE" -> Decision.trace(number);
      case "SCMP_ACT_TRAP" -> Decision.TRAP;
      default ->
          throw new IllegalArgumentException(
              "%s: unknown or unsupported action '%s'".formatted(field, name));
    };
  }

  private static <T> List<T> present(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
