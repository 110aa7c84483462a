package dev.harness.junit5;

import dev.harness.testing.PackageRules;
import org.junit.jupiter.api.Test;

/** The dependencies of the package; the table is the one of its package-info. */
class PackageRulesTest {
  private static final PackageRules RULES = new PackageRules("dev.harness.junit5");

  @Test
  void packageUsesOnlyCoreAndJUnit() {
    RULES.requireUsesOnly(
        "dev.harness.junit5",
        "dev.harness .timeline org.junit.jupiter.api.extension org.junit.platform.commons.support"
            + " org.junit.platform.commons org.opentest4j");
  }

  @Test
  void usersSeeOnlyTheApi() {
    RULES.requireApi("dev.harness.junit5 .timeline");
  }

  @Test
  void timelineUsesOnlyThatOfCoreAndJUnit() {
    RULES.requireUsesOnly(
        ".timeline",
        "dev.harness.timeline.. org.junit.jupiter.api.extension org.junit.platform.engine.."
            + " org.junit.platform.launcher");
  }

  @Test
  void packagesHaveNoCycles() {
    RULES.requireNoCycles();
  }

  @Test
  void nobodyPrints() {
    RULES.requireSilence();
  }

  @Test
  void packageIsDescribedAndNullMarked() {
    RULES.requireDescriptions();
  }
}
