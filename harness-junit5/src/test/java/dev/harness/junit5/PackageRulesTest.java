package dev.harness.junit5;

import dev.harness.testing.PackageRules;
import org.junit.jupiter.api.Test;

/** The dependencies of the packages; the table is the one of their package-info files. */
class PackageRulesTest {
  private static final PackageRules RULES = new PackageRules("dev.harness.junit5");
  private static final String CORE_AND_JUNIT =
      "dev.harness dev.harness.compose org.junit.jupiter.api"
          + " org.junit.jupiter.api.extension"
          + " org.junit.platform.commons org.junit.platform.commons.support";

  @Test
  void textUsesNothing() {
    RULES.requireUsesOnly(".text", "");
  }

  @Test
  void declareUsesTextsCoreAndJUnit() {
    RULES.requireUsesOnly(".declare", ".text dev.harness.spec " + CORE_AND_JUNIT);
  }

  @Test
  void lifeUsesDeclarationsTimelineCoreAndJUnit() {
    RULES.requireUsesOnly(".life", ".declare .text .timeline " + CORE_AND_JUNIT);
  }

  @Test
  void annotationsUseAllThat() {
    RULES.requireUsesOnly(
        "dev.harness.junit5",
        "dev.harness.build dev.harness.locate.user dev.harness.spec .declare .life .text .timeline dev.harness.files"
            + " org.opentest4j "
            + CORE_AND_JUNIT);
  }

  @Test
  void usersSeeOnlyTheApi() {
    RULES.requireApi("dev.harness.junit5 .timeline");
  }

  @Test
  void timelineUsesOnlyThatOfCoreAndJUnit() {
    RULES.requireUsesOnly(
        ".timeline",
        "dev.harness.locate.user dev.harness.timeline.. org.junit.jupiter.api.extension"
            + " org.junit.platform.engine.."
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
