package dev.harness.images;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what each package of this module may use. */
class PackageRulesTest {
  private static final String ROOT = "dev.harness.images";
  private static final String JDK = "java..|javax..|org.jspecify..|org.slf4j..";
  private static final String COMPRESSION =
      "com.github.luben.zstd..|org.apache.commons.compress..|org.tukaani.xz..";
  private static final String JSON = "com.fasterxml.jackson..";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest(name = "{0} uses only {1} {2}")
  @CsvSource({
    "reference, '', ''",
    "json, '', " + JSON,
    "manifest, reference|json, ''",
    "registry, reference|json, 'okhttp3..|okio..|kotlin..'",
    "store, reference|json, " + JSON,
    "store.check, reference|manifest|store|layer.record, ''",
    "layer, reference, " + COMPRESSION,
    "layer.record, layer, ''",
    "archive, reference|json|manifest|layer, ''",
    "debian, reference, " + JSON + "|" + COMPRESSION,
  })
  void usesOnlyWhatIsBelowIt(String name, String siblings, String libraries) {
    List<String> allowed = new ArrayList<>(split(JDK));
    allowed.add(ROOT + "." + name);
    split(siblings).forEach(sibling -> allowed.add(ROOT + "." + sibling));
    allowed.addAll(split(libraries));

    classes()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .check(CLASSES);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split("\\|")).filter(part -> !part.isEmpty()).toList();
  }

  @Test
  void hasNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void saysWhatEachPackageIsAndMarksItsNulls() {
    List<JavaPackage> packages =
        CLASSES.getPackage(ROOT).getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .toList();

    assertThat(packages).isNotEmpty();
    assertThat(packages).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    assertThat(CLASSES.getPackage(ROOT).isAnnotatedWith(NullMarked.class)).isTrue();
  }
}
