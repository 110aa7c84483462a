package dev.harness.junit5;

import dev.harness.EngineUnavailableException;
import dev.harness.junit5.life.SharedHarness;
import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether there is an engine, which is found out by starting it. */
final class ContainersCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      return ConditionEvaluationResult.enabled(SharedHarness.of(context).engine());
    } catch (EngineUnavailableException e) {
      if (isRequired()) {
        throw e;
      }
      return ConditionEvaluationResult.disabled("Containers cannot run here: " + e.getMessage());
    }
  }

  private static boolean isRequired() {
    return Settings.ofThisProcess().value(Setting.REQUIRED).map(Boolean::valueOf).orElse(false);
  }
}
