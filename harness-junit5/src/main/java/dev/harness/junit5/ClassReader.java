package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.RunningContainer;
import dev.harness.junit5.declare.ClassPlan;
import dev.harness.junit5.declare.Declarations;
import dev.harness.junit5.declare.DeclaredContainer;
import dev.harness.junit5.declare.DeclaredResource;
import dev.harness.junit5.declare.FieldInjection;
import dev.harness.junit5.declare.Injection;
import dev.harness.junit5.declare.Place;
import dev.harness.junit5.declare.ResourcePlan;
import dev.harness.junit5.text.Placeholders;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Reads the annotations on a test class, what it inherits and its fields. */
final class ClassReader {
  private static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(Container.class, Network.class, Volume.class, Compose.class, Url.class, Port.class);

  private final Class<?> type;
  private final Placeholders placeholders;
  private final ContainerReader containers;

  /** Prepares to read a class. */
  ClassReader(Class<?> type, Placeholders placeholders) {
    this.type = type;
    this.placeholders = placeholders;
    this.containers = new ContainerReader(type, placeholders);
  }

  /** Reads all; {@code enclosing} is that of the class around it, if it is nested. */
  ClassPlan read(@Nullable ClassPlan enclosing) {
    List<DeclaredResource> resources = new ArrayList<>();
    resources.addAll(resources(Network.class, Network::value, NetworkReader::plan));
    resources.addAll(
        resources(Volume.class, Volume::value, (one, place) -> new ResourcePlan.OfVolume()));
    resources.addAll(
        resourcesOfFields(Compose.class, one -> "", new ComposeReader(placeholders)::plan));
    Declarations all =
        new Declarations(
            type,
            enclosing == null ? null : enclosing.declarations(),
            Stream.concat(containersOfClass(), containersOfFields()).toList(),
            resources);
    return new ClassPlan(all, fields(all), enclosing);
  }

  private <A extends Annotation> List<DeclaredResource> resources(
      Class<A> annotation, Function<A, String> name, BiFunction<A, Place, ResourcePlan> plan) {
    List<DeclaredResource> resources = new ArrayList<>();
    Place onClass = Place.of(annotation, type);
    for (A one : AnnotationSupport.findRepeatableAnnotations(type, annotation)) {
      if (name.apply(one).isEmpty()) {
        throw onClass.refused(
            "needs a name, as @%s(\"shared\")".formatted(annotation.getSimpleName()));
      }
      resources.add(new DeclaredResource(plan.apply(one, onClass), name.apply(one), onClass));
    }
    resources.addAll(resourcesOfFields(annotation, name, plan));
    return resources;
  }

  private <A extends Annotation> List<DeclaredResource> resourcesOfFields(
      Class<A> annotation, Function<A, String> name, BiFunction<A, Place, ResourcePlan> plan) {
    List<DeclaredResource> resources = new ArrayList<>();
    for (Field field : annotated(annotation)) {
      Place place = Place.of(annotation, field);
      place.requireNotFinal();
      A one = AnnotationSupport.findAnnotation(field, annotation).orElseThrow();
      ResourcePlan made = plan.apply(one, place);
      place.requireType(made.kind().type());
      if (name.apply(one).isEmpty()) {
        resources.add(new DeclaredResource(made, field.getName(), place));
      }
    }
    return resources;
  }

  private Stream<DeclaredContainer> containersOfClass() {
    Place place = Place.of(Container.class, type);
    return AnnotationSupport.findRepeatableAnnotations(type, Container.class).stream()
        .map(
            one ->
                containers
                    .read(one, place, "")
                    .orElseThrow(
                        () ->
                            place.refused("needs an image, or the name of a ContainerSpec field")));
  }

  private Stream<DeclaredContainer> containersOfFields() {
    return annotated(Container.class).stream()
        .flatMap(
            field -> {
              Place place = Place.of(Container.class, field);
              place.requireType(RunningContainer.class, ContainerSpec.class);
              Container one =
                  AnnotationSupport.findAnnotation(field, Container.class).orElseThrow();
              return containers.read(one, place, field.getName()).stream();
            });
  }

  private List<Field> annotated(Class<? extends Annotation> annotation) {
    return AnnotationSupport.findAnnotatedFields(
        type, annotation, field -> true, HierarchyTraversalMode.TOP_DOWN);
  }

  private List<FieldInjection> fields(Declarations all) {
    InjectionReader reader = new InjectionReader(all, placeholders);
    List<FieldInjection> fields = new ArrayList<>();
    for (Class<? extends Annotation> annotation : ANNOTATIONS) {
      for (Field field : annotated(annotation)) {
        Place place = Place.of(annotation, field);
        Optional<Injection> injection = reader.field(field);
        injection.ifPresent(
            one -> {
              place.requireNotFinal();
              fields.add(new FieldInjection(field, place, one));
            });
      }
    }
    return fields;
  }
}
