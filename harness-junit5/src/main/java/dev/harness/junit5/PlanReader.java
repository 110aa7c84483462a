package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.junit5.declare.ClassPlan;
import dev.harness.junit5.declare.Declarations;
import dev.harness.junit5.declare.DeclaredContainer;
import dev.harness.junit5.declare.DeclaredResource;
import dev.harness.junit5.declare.Injection;
import dev.harness.junit5.declare.ResourceUse;
import dev.harness.junit5.declare.StartOrder;
import dev.harness.junit5.life.Belongings;
import dev.harness.junit5.text.Placeholders;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Reads what a class and all that is nested in it declare, before anything is started, so that what
 * is wrong is told at once.
 */
final class PlanReader {
  private static final ResourceUse STAND_INS = new StandIns();

  private final Placeholders placeholders;

  private PlanReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /** Returns the plan of the class of a context; it is read once, and refused each time. */
  static ClassPlan of(ExtensionContext context) {
    ExtensionContext ofClass = classContext(context).orElseThrow();
    ClassPlan enclosing = enclosing(ofClass);
    return ofClass
        .getStore(Belongings.NAMESPACE)
        .getOrComputeIfAbsent(
            ClassPlan.class.getSimpleName() + " of " + ofClass.getUniqueId(),
            key ->
                new PlanReader(placeholders(ofClass))
                    .read(ofClass.getRequiredTestClass(), enclosing),
            ClassPlan.class);
  }

  private static @Nullable ClassPlan enclosing(ExtensionContext ofClass) {
    Class<?> type = ofClass.getRequiredTestClass();
    Optional<ExtensionContext> around = ofClass.getParent().flatMap(PlanReader::classContext);
    // The context of a template is around that of each of its invocations.
    while (around.isPresent() && around.get().getRequiredTestClass().equals(type)) {
      around = around.get().getParent().flatMap(PlanReader::classContext);
    }
    return around.map(PlanReader::of).orElse(null);
  }

  private static Optional<ExtensionContext> classContext(ExtensionContext context) {
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent() && at.get().getElement().filter(Class.class::isInstance).isEmpty()) {
      at = at.get().getParent();
    }
    return at;
  }

  private static Placeholders placeholders(ExtensionContext context) {
    return new Placeholders(
        name ->
            context
                .getConfigurationParameter(name)
                .or(() -> Optional.ofNullable(System.getProperty(name)))
                .or(() -> Optional.ofNullable(System.getenv(name))));
  }

  /** Returns what a parameter gets. */
  static Optional<Injection> parameter(ExtensionContext context, Parameter parameter) {
    return new InjectionReader(of(context).declarations(), placeholders(context))
        .parameter(parameter);
  }

  private ClassPlan read(Class<?> type, @Nullable ClassPlan enclosing) {
    ClassPlan plan = new ClassReader(type, placeholders).read(enclosing);
    Declarations all = plan.declarations();
    List<DeclaredContainer> fixed =
        all.containers().stream().filter(DeclaredContainer::isFixed).toList();
    List<ContainerSpec> unused = new StartOrder(all, fixed, STAND_INS).specs();
    executables(type).forEach(executable -> check(executable, all));
    ReflectionSupport.findNestedClasses(
            type, one -> AnnotationSupport.isAnnotated(one, Nested.class))
        .forEach(nested -> read(nested, plan));
    return plan;
  }

  private static Stream<Executable> executables(Class<?> type) {
    return Stream.concat(
        Stream.of(type.getDeclaredConstructors()),
        ReflectionSupport.findMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN)
            .stream());
  }

  private void check(Executable executable, Declarations all) {
    InjectionReader reader = new InjectionReader(all, placeholders);
    for (Parameter parameter : executable.getParameters()) {
      Optional<Injection> injection = reader.parameter(parameter);
      if (injection.isPresent()
          && injection.get().from() instanceof DeclaredContainer container
          && container.isFixed()) {
        ContainerSpec unused = container.spec(all, STAND_INS);
      }
    }
  }

  /** Networks and volumes that are not there yet. */
  private static final class StandIns implements ResourceUse {
    @Override
    public ContainerSpec joined(ContainerSpec spec, DeclaredResource network) {
      return spec.network("harness-network");
    }

    @Override
    public ContainerSpec mounted(ContainerSpec spec, DeclaredResource volume, String target) {
      return spec.volume("harness-volume", target);
    }
  }
}
