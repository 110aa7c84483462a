package dev.harness.junit5;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerVolume;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * Starts what is annotated with {@link Container}. Stopping is JUnit's work: containers are in
 * the store of the context that they belong to.
 */
final class ContainerExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ContainerExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    makeShared(context, context.getRequiredTestClass());
    startFields(context, context.getRequiredTestClass(), null);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      startFields(context, instance.getClass(), instance);
    }
  }

  /** Containers may name them, so they come first. */
  private static void makeShared(ExtensionContext context, Class<?> type) {
    for (Field field : AnnotationSupport.findAnnotatedFields(type, Network.class)) {
      ResourceField.NETWORK.check(field);
      ContainerNetwork network = SharedHarness.of(context).network();
      StartedContainers.of(context).closeLast(network::close);
      FieldAccess.write(field, null, network);
    }
    for (Field field : AnnotationSupport.findAnnotatedFields(type, Volume.class)) {
      ResourceField.VOLUME.check(field);
      ContainerVolume volume = SharedHarness.of(context).volume();
      StartedContainers.of(context).closeLast(volume::close);
      FieldAccess.write(field, null, volume);
    }
  }

  /** Starts the static fields of a class, or the instance fields of an object of it. */
  private static void startFields(
      ExtensionContext context, Class<?> type, @Nullable Object instance) {
    Predicate<Field> wanted = field -> ModifierSupport.isStatic(field) == (instance == null);
    List<Field> fields =
        AnnotationSupport.findAnnotatedFields(
            type, Container.class, wanted, HierarchyTraversalMode.TOP_DOWN);
    if (fields.isEmpty()) {
      return;
    }
    StartedContainers owner = StartedContainers.of(context);
    List<FieldStart> starts =
        fields.stream().map(field -> new FieldStart(field, Declaration.of(field))).toList();
    startForSession(context, starts, owner);
    List<FieldStart> own =
        starts.stream()
            .filter(start -> start.startsContainer() && !start.lastsForSession())
            .toList();
    List<RunningContainer> containers =
        own.isEmpty() ? List.of() : SharedHarness.of(context).startAll(new StartOrder(own).specs());
    containers.forEach(owner::add);
    for (int i = 0; i < own.size(); i++) {
      own.get(i).assign(instance, containers.get(i), owner);
    }
    for (FieldStart start : starts) {
      if (!start.startsContainer()) {
        start.assign(instance, shared(context, start.declaration()), owner);
      }
    }
  }

  /** One after the other: those of the class may depend on them. */
  private static void startForSession(
      ExtensionContext context, List<FieldStart> starts, StartedContainers owner) {
    List<FieldStart> lasting =
        starts.stream()
            .filter(start -> start.startsContainer() && start.lastsForSession())
            .toList();
    for (FieldStart start : new StartOrder(lasting).oneByOne()) {
      start.assign(
          null,
          StartedContainers.ofSession(context, start.field(), start.declaration().spec()),
          owner);
    }
  }

  private static RunningContainer shared(ExtensionContext context, Declaration declaration) {
    Field field = declaration.shared().orElseThrow();
    Optional<RunningContainer> container = StartedContainers.shared(context, field);
    return container.orElseThrow(
        () ->
            new ExtensionConfigurationException(
                "The container of " + Declaration.name(field) + " does not run here"));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().filter(FailureReport::isFailure).isPresent()) {
      report(context).publish(context);
    }
  }

  private static FailureReport report(ExtensionContext context) {
    return new FailureReport(StartedContainers.visibleTo(context));
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    report(context).appendTo(failure);
    throw failure;
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    handleTestExecutionException(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    handleTestExecutionException(context, failure);
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    handleOfClass(context, failure);
  }

  @Override
  public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    handleOfClass(context, failure);
  }

  private void handleOfClass(ExtensionContext context, Throwable failure) throws Throwable {
    if (FailureReport.isFailure(failure)) {
      report(context).publish(context);
    }
    handleTestExecutionException(context, failure);
  }

  /** Containers of a constructor's parameters end with the test, not with the class. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(
      ExtensionContext rootContext) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(Container.class)
        || parameter.getParameter().getType().equals(Harness.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (!parameter.isAnnotated(Container.class)) {
      return SharedHarness.of(context);
    }
    String place = "parameter " + parameter.getParameter().getName();
    if (!parameter.getParameter().getType().equals(RunningContainer.class)) {
      throw new ExtensionConfigurationException(
          "@Container " + place + " must be a RunningContainer");
    }
    Container annotation = parameter.findAnnotation(Container.class).orElseThrow();
    if (annotation.scope() == Container.Scope.SESSION || annotation.dependsOn().length > 0) {
      throw new ExtensionConfigurationException(
          "@Container %s cannot have a scope or depend on others: its container is the test's"
              .formatted(place));
    }
    Declaration declaration = Declaration.of(annotation, context.getRequiredTestClass(), place);
    if (declaration.shared().isPresent()) {
      return shared(context, declaration);
    }
    StartedContainers owner = StartedContainers.of(context);
    RunningContainer container = SharedHarness.of(context).start(declaration.spec());
    owner.add(container);
    owner.closeFirst(SystemProperties.set(annotation.properties(), container, place));
    return container;
  }
}
