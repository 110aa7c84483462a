package dev.harness.compose.model;

import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.spec.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** Reads health checks. */
final class HealthCheckReader {
  private static final KnownKeys KEYS =
      KnownKeys.of(
          "test", "interval", "timeout", "start_period", "start_interval", "retries", "disable");

  private HealthCheckReader() {}

  static HealthCheck of(Value value) {
    Fields fields = value.fields();
    KEYS.require(fields);
    Value disable = fields.get("disable");
    if (!disable.isNothing() && Amount.truth(disable.text())) {
      return HealthCheck.none();
    }
    HealthCheck check = fields.get("test").read("test", HealthCheckReader::test);
    check = timed(check, fields, "interval", HealthCheck::interval);
    check = timed(check, fields, "timeout", HealthCheck::timeout);
    check = timed(check, fields, "start_period", HealthCheck::startPeriod);
    check = timed(check, fields, "start_interval", HealthCheck::startInterval);
    Value retries = fields.get("retries");
    return retries.isNothing() ? check : check.retries(Amount.number(retries.text()));
  }

  private static HealthCheck test(Value value) {
    List<String> words = value.items().stream().map(Value::text).toList();
    if (words.isEmpty()) {
      return HealthCheck.of(words);
    }
    boolean isKnown =
        switch (words.get(0)) {
          case "NONE" -> words.size() == 1;
          case "CMD" -> words.size() > 1;
          case "CMD-SHELL" -> words.size() == 2;
          default -> false;
        };
    if (!isKnown) {
      throw value.wrong(
          "%s is no test: NONE, CMD with the words of a command, or CMD-SHELL with one line"
              .formatted(words));
    }
    return HealthCheck.of(words);
  }

  private static HealthCheck timed(
      HealthCheck check,
      Fields fields,
      String key,
      BiFunction<HealthCheck, Duration, HealthCheck> change) {
    Value value = fields.get(key);
    return value.isNothing()
        ? check
        : value.read(key, time -> change.apply(check, Amount.time(time.text())));
  }
}
