package dev.harness.compose.model;

import dev.harness.compose.model.Dependency.Condition;
import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import java.util.Map;

/** Reads what services wait for before they start. */
final class DependencyReader {
  /** What is done when the other is restarted by a compose program says nothing here. */
  private static final KnownKeys KEYS = KnownKeys.of("condition", "required", "restart");

  private DependencyReader() {}

  static Map<String, Dependency> of(Value value) {
    return value.fields().eachField((name, one) -> dependency(one.fields()));
  }

  private static Dependency dependency(Fields fields) {
    KEYS.require(fields);
    Value condition = fields.get("condition");
    Value required = fields.get("required");
    return new Dependency(
        condition.isNothing()
            ? Condition.STARTED
            : condition.read("condition", one -> Condition.of(one.text())),
        required.isNothing() || Amount.truth(required.text()));
  }
}
