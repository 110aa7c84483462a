package dev.harness;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dependencies between packages; the table is the one of the package-info files. */
class PackageRulesTest {
  private static final String ALWAYS =
      "java.. javax.net.. org.jspecify.. org.slf4j.. com.google.errorprone..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.harness");

  @ParameterizedTest
  @CsvSource({
    "dev.harness, dev.harness.engineapi.. dev.harness.follow dev.harness.locate.. dev.harness.spec"
        + " dev.harness.tar",
    "dev.harness.follow,"
        + " dev.harness.engineapi dev.harness.engineapi.image dev.harness.engineapi.client",
    "dev.harness.spec, dev.harness.engineapi.network dev.harness.tar",
    "dev.harness.tar, java..",
    "dev.harness.engineapi, com.fasterxml.jackson..",
    "dev.harness.engineapi.container,"
        + " dev.harness.engineapi dev.harness.engineapi.network com.fasterxml.jackson..",
    "dev.harness.engineapi.network, dev.harness.engineapi com.fasterxml.jackson..",
    "dev.harness.engineapi.image,"
        + " dev.harness.engineapi dev.harness.engineapi.container com.fasterxml.jackson..",
    "dev.harness.engineapi.exec, dev.harness.engineapi com.fasterxml.jackson..",
    "dev.harness.engineapi.client,"
        + " dev.harness.engineapi.. com.fasterxml.jackson.. okhttp3.. okio.. kotlin..",
    "dev.harness.locate.user, java..",
    "dev.harness.locate.bundle, dev.harness.locate.user",
    "dev.harness.locate.boot,"
        + " dev.harness.locate.user dev.harness.locate.bundle"
        + " dev.harness.engineapi dev.harness.engineapi.client com.fasterxml.jackson..",
    "dev.harness.locate,"
        + " dev.harness.locate.user dev.harness.locate.bundle dev.harness.locate.boot"
        + " dev.harness.engineapi.client",
  })
  void packageUsesOnly(String name, String allowed) {
    String[] packages = (name + " " + allowed + " " + ALWAYS).split(" ");

    classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("(dev.harness..)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nobodyPrints() {
    noClasses().should().accessField(System.class, "out").check(CLASSES);
    noClasses().should().accessField(System.class, "err").check(CLASSES);
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    Set<String> described = new TreeSet<>();
    Set<String> all = new TreeSet<>();

    CLASSES.forEach(
        type -> {
          all.add(type.getPackageName());
          if (type.getSimpleName().equals("package-info")
              && type.isAnnotatedWith(NullMarked.class)) {
            described.add(type.getPackageName());
          }
        });

    assertThat(described).isEqualTo(all);
  }
}
