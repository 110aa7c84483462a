package dev.harness.runtime;

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
  private static final String RUNTIME = "dev.harness.runtime.";
  private static final String ALWAYS =
      "java.. jdk.. org.jspecify.. org.slf4j.. com.google.errorprone..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.harness.runtime");

  /** {@code boot} puts everything together, so it has no row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          linux            | jnr.. com.kenai..
          linux.file       | R.linux
          linux.process    | R.linux
          linux.socket     | R.linux
          linux.netlink    | R.linux R.linux.socket
          linux.seccomp    | R.linux R.linux.process
          linux.elf        | R.linux
          launch.program   | R.linux R.linux.elf R.linux.file R.linux.process R.linux.seccomp
          launch           | R.launch.program R.linux R.linux.elf R.linux.file R.linux.process \
                             R.linux.seccomp
          fs               | R.linux R.linux.file dev.harness.images.layer.. \
                             org.apache.commons.compress..
          net              | R.linux R.linux.netlink R.linux.process R.linux.socket
          engine.output    | R.linux
          engine.request   | R.net R.linux.process dev.harness.images.manifest
          engine.process   | R.engine.request R.engine.output R.launch R.fs R.net R.linux \
                             R.linux.file R.linux.netlink R.linux.process R.linux.seccomp \
                             dev.harness.images.store
          engine.exec      | R.engine.process R.engine.request R.engine.output R.launch R.fs \
                             R.linux R.linux.process
          engine           | R.engine.exec R.engine.process R.engine.request R.engine.output \
                             R.launch R.fs R.net R.linux R.linux.process dev.harness.images \
                             dev.harness.images.store dev.harness.images.manifest \
                             dev.harness.images.reference
          api.http.stream  | com.fasterxml.jackson.. io.netty..
          api.http         | R.api.http.stream dev.harness.engineapi com.fasterxml.jackson.. \
                             io.netty..
          api.http.server  | R.api.http R.api.http.stream dev.harness.engineapi \
                             com.fasterxml.jackson.. io.netty..
          api.container    | R.api.http R.api.http.stream R.engine R.engine.process \
                             R.engine.request R.fs R.net R.linux.process dev.harness.engineapi \
                             dev.harness.engineapi.container dev.harness.engineapi.network \
                             com.fasterxml.jackson..
          api.process      | R.api.http R.api.http.stream R.engine R.engine.exec \
                             R.engine.request R.engine.output dev.harness.engineapi \
                             dev.harness.engineapi.exec
          api.image        | R.api.http R.api.http.stream R.engine dev.harness.images \
                             dev.harness.images.manifest dev.harness.images.reference \
                             dev.harness.engineapi.container dev.harness.engineapi.image \
                             com.fasterxml.jackson..
          api              | R.api.container R.api.process R.api.image R.api.http \
                             R.api.http.stream R.engine R.engine.exec R.engine.request R.fs \
                             R.net R.linux R.launch dev.harness.engineapi dev.harness.images.. \
                             com.fasterxml.jackson..
          """)
  void packageUsesOnly(String name, String allowed) {
    String[] packages =
        (RUNTIME + name + " " + allowed.replace("R.", RUNTIME) + " " + ALWAYS).split(" +", -1);

    classes()
        .that()
        .resideInAPackage(RUNTIME + name)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages))
        .check(CLASSES);
  }

  /** Raw numbers and jnr's types never leave {@code linux} and what is below it. */
  @Test
  void nobodyElseCallsTheKernel() {
    noClasses()
        .that()
        .resideOutsideOfPackage(RUNTIME + "linux..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.linux\\.(Kernel|Calls|NativeMemory)")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.harness.runtime.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nobodyButTheProcessItselfPrints() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.harness.runtime.boot.EngineMain")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
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
