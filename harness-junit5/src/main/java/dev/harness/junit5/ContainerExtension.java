package dev.harness.junit5;

import dev.harness.Harness;
import dev.harness.junit5.declare.ClassPlan;
import dev.harness.junit5.declare.Declared;
import dev.harness.junit5.declare.DeclaredContainer;
import dev.harness.junit5.declare.DeclaredResource;
import dev.harness.junit5.declare.Injection;
import dev.harness.junit5.life.Belongings;
import dev.harness.junit5.life.ContextStart;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Starts what the annotations declare. Stopping is JUnit's work: containers are in the store of the
 * context that they belong to.
 *
 * <p>A parameter of type {@link Harness} is one of the test's, or in {@code @BeforeAll} of the
 * class's: what is started with it goes when that is over. It stands in place of a client of the
 * engine, whose types nobody here sees: {@link Harness#address} says where any client connects to.
 * It is given where the extension is at work: where one of the annotations is on the class, a field,
 * or another parameter.
 */
final class ContainerExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        TestInstancePreConstructCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private static final List<Class<? extends Annotation>> ON_PARAMETERS =
      List.of(Container.class, Network.class, Volume.class, Compose.class, Url.class, Port.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    ContextStart.ofClass(context, PlanReader.of(context));
  }

  /** An instance for all tests of a class is made, and looked at by others, before beforeAll. */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      beforeAll(context);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    List<ClassPlan> plans = PlanReader.of(context).fromOutside();
    List<Object> instances = context.getRequiredTestInstances().getAllInstances();
    for (int i = 0; i < instances.size(); i++) {
      ContextStart.ofInstance(context, plans.get(i), instances.get(i));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().filter(FailureReport::isFailure).isPresent()) {
      report(context).publish(context);
    }
  }

  private static FailureReport report(ExtensionContext context) {
    return new FailureReport(Belongings.visibleTo(context));
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
    return ON_PARAMETERS.stream().anyMatch(parameter::isAnnotated)
        || parameter.getParameter().getType().equals(Harness.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return PlanReader.parameter(context, parameter.getParameter())
        .map(injection -> value(injection, parameter, context))
        .orElseGet(() -> Belongings.of(context).harness());
  }

  private static Object value(
      Injection injection, ParameterContext parameter, ExtensionContext context) {
    ClassPlan plan = PlanReader.of(context);
    ContextStart start = new ContextStart(context, plan.declarations());
    Declared from = injection.from();
    if (from.place().element().equals(parameter.getParameter())) {
      if (from instanceof DeclaredContainer container) {
        start.start(List.of(container));
      } else if (from instanceof DeclaredResource resource) {
        start.make(resource);
      }
    }
    return start.value(injection);
  }
}
