package dev.harness.junit5.life;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.ContainerVolume;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.junit5.declare.ClassPlan;
import dev.harness.junit5.declare.Declarations;
import dev.harness.junit5.declare.DeclaredContainer;
import dev.harness.junit5.declare.DeclaredResource;
import dev.harness.junit5.declare.FieldAccess;
import dev.harness.junit5.declare.FieldInjection;
import dev.harness.junit5.declare.Injection;
import dev.harness.junit5.declare.Life;
import dev.harness.junit5.declare.ResourceUse;
import dev.harness.junit5.declare.StartOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Brings to life in a context what was declared for it; JUnit closes it with the context. */
public final class ContextStart implements ResourceUse {
  private final ExtensionContext context;
  private final Belongings owner;
  private final Declarations all;

  /** Prepares; {@code all} is where names are looked up. */
  public ContextStart(ExtensionContext context, Declarations all) {
    this.context = context;
    this.owner = Belongings.of(context);
    this.all = all;
  }

  /**
   * Starts what a class declares for all its tests, and sets its static fields, unless that has been
   * done.
   */
  public static void ofClass(ExtensionContext context, ClassPlan plan) {
    if (Belongings.of(context).claimStart()) {
      new ContextStart(context, plan.declarations()).run(plan, Life.CLASS, null);
    }
  }

  /** Starts what a class declares for each test, and sets the fields of the instance. */
  public static void ofInstance(ExtensionContext context, ClassPlan plan, Object instance) {
    new ContextStart(context, plan.declarations()).run(plan, Life.TEST, instance);
  }

  private void run(ClassPlan plan, Life life, @Nullable Object instance) {
    for (DeclaredResource resource : all.resources()) {
      if (resource.life() == life) {
        make(resource);
      }
    }
    if (life == Life.CLASS) {
      startForSession();
    }
    start(all.containers().stream().filter(one -> one.life() == life).toList());
    for (FieldInjection target : plan.fields()) {
      if (target.place().life() == life) {
        FieldAccess.write(target.field(), instance, value(target.injection()));
      }
    }
  }

  /** Makes a network or volume. */
  public void make(DeclaredResource resource) {
    owner.put(resource, resource.plan().make(owner.harness()));
  }

  /** Starts containers at the same time, but for those that others depend on. */
  public void start(List<DeclaredContainer> containers) {
    if (containers.isEmpty()) {
      return;
    }
    List<RunningContainer> started =
        owner.harness().startAll(new StartOrder(all, containers, this).specs());
    for (int i = 0; i < containers.size(); i++) {
      known(containers.get(i), started.get(i));
    }
  }

  /** One after the other: those of the class may depend on them. */
  private void startForSession() {
    List<DeclaredContainer> lasting =
        all.containers().stream().filter(one -> one.life() == Life.SESSION).toList();
    for (DeclaredContainer one : new StartOrder(all, lasting, this).oneByOne()) {
      // Started first, so that it is closed last.
      Harness harness = SharedHarness.of(context);
      RunningContainer container =
          SessionStore.of(context)
              .getOrComputeIfAbsent(
                  one.sessionKey(),
                  key -> harness.start(one.spec(all, this)),
                  RunningContainer.class);
      known(one, container);
    }
  }

  private void known(DeclaredContainer declared, RunningContainer container) {
    owner.put(declared, container);
    Map<String, String> values = declared.properties().values(container::url);
    owner.closeFirst(
        SystemProperties.of(context).set(values, context.getUniqueId(), declared.place()));
  }

  @Override
  public ContainerSpec joined(ContainerSpec spec, DeclaredResource network) {
    return spec.network((ContainerNetwork) Belongings.find(context, network));
  }

  @Override
  public ContainerSpec mounted(ContainerSpec spec, DeclaredResource volume, String target) {
    return spec.volume((ContainerVolume) Belongings.find(context, volume), target);
  }

  /** What a field or parameter gets, of something that runs here. */
  public Object value(Injection injection) {
    return injection.value().apply(Belongings.find(context, injection.from()));
  }
}
