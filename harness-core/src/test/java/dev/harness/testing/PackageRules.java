package dev.harness.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
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
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;

/**
 * The rules that the packages of every module keep, over the classes of its main sources. What each
 * package may use is the module's own: the table of its package-info files.
 */
public final class PackageRules {
  private static final String ALWAYS =
      "java.. javax.net.. jdk.. org.jspecify.. org.slf4j.. com.google.errorprone.."
          + " org.apiguardian..";

  private final String root;
  private final JavaClasses classes;

  /** Reads the classes of {@code root} and of all packages below it. */
  public PackageRules(String root) {
    this.root = root;
    this.classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
  }

  /** The classes, for rules that only one module has. */
  public JavaClasses types() {
    return classes;
  }

  /**
   * Requires that a package uses no other than itself, the JDK, annotations and slf4j, and those
   * that are named.
   *
   * @param name with a dot in front when it is below the root
   * @param allowed separated by blanks; those with a dot in front are below the root, those with
   *     two dots behind include what is below them
   */
  public void requireUsesOnly(String name, String allowed) {
    String[] packages =
        Stream.of(name, allowed, ALWAYS)
            .flatMap(names -> Stream.of(names.split(" +", -1)))
            .map(this::absolute)
            .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(absolute(name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages))
        .check(classes);
  }

  private String absolute(String name) {
    return name.startsWith(".") ? root + name : name;
  }

  /** Requires that no package depends on itself by way of others. */
  public void requireNoCycles() {
    slices().matching("(" + root + "..)").should().beFreeOfCycles().check(classes);
  }

  /** Requires that each package has a description and says that its types are not null. */
  public void requireDescriptions() {
    Set<String> described = new TreeSet<>();
    Set<String> all = new TreeSet<>();

    classes.forEach(
        type -> {
          all.add(type.getPackageName());
          if (type.getSimpleName().equals("package-info")
              && type.isAnnotatedWith(NullMarked.class)) {
            described.add(type.getPackageName());
          }
        });

    assertThat(described).isEqualTo(all);
  }

  /**
   * Requires that each public type of some packages has a status, and that the signatures of all that
   * are not internal name no other types of ours, nor those of libraries that users need not know.
   *
   * @param names separated by blanks, as in {@link #requireUsesOnly}
   */
  public void requireApi(String names) {
    Set<String> packages = new TreeSet<>();
    Stream.of(names.split(" +", -1)).map(this::absolute).forEach(packages::add);

    classes()
        .that()
        .resideInAnyPackage(packages.toArray(String[]::new))
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .beAnnotatedWith(API.class)
        .andShould(new NamesOnlyApi())
        .check(classes);
  }

  /** Requires that nobody but the named classes writes to the process's own output. */
  public void requireSilence(String... exceptions) {
    Set<String> mayPrint = Set.of(exceptions);

    noClasses()
        .that(describe("are not " + mayPrint, type -> !mayPrint.contains(type.getName())))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(classes);
  }
}
