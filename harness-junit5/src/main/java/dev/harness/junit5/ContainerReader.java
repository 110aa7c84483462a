package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.build.ImageBuild;
import dev.harness.junit5.declare.DeclaredContainer;
import dev.harness.junit5.declare.Life;
import dev.harness.junit5.declare.Place;
import dev.harness.junit5.declare.PropertyTemplates;
import dev.harness.junit5.text.Pair;
import dev.harness.junit5.text.Placeholders;
import dev.harness.spec.UrlTemplate;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * Reads {@link Container}: it declares a container when it has an image or a specification, and
 * else refers to one.
 */
final class ContainerReader {
  private static final Set<String> ENGINES_NETWORKS = Set.of("none", "host");

  private final Class<?> type;
  private final Placeholders placeholders;

  /** Prepares for annotations of a test class. */
  ContainerReader(Class<?> type, Placeholders placeholders) {
    this.type = type;
    this.placeholders = placeholders;
  }

  /**
   * Reads what an annotation declares, if it does.
   *
   * @param name of what it is on, for the container; empty where that has none
   */
  Optional<DeclaredContainer> read(Container annotation, Place place, String name) {
    Optional<Field> field = specField(annotation, place);
    if (field.isEmpty() && !hasImage(annotation)) {
      return Optional.empty();
    }
    try {
      return Optional.of(declared(annotation, place, name, field));
    } catch (IllegalArgumentException e) {
      throw place.refused(e);
    }
  }

  private Optional<Field> specField(Container annotation, Place place) {
    if (!(place.element() instanceof Field field && field.getType().equals(ContainerSpec.class))) {
      return annotation.value().isEmpty() || hasImage(annotation)
          ? Optional.empty()
          : PlainSpec.find(annotation.value(), type);
    }
    if (hasImage(annotation)) {
      throw place.refused("takes no image, because the ContainerSpec has one");
    }
    return Optional.of(field);
  }

  private DeclaredContainer declared(
      Container annotation, Place place, String name, Optional<Field> field) {
    Supplier<ContainerSpec> reading = () -> spec(annotation, place, field);
    boolean isFixed =
        place.life() != Life.TEST || field.filter(one -> !ModifierSupport.isFinal(one)).isEmpty();
    ContainerSpec fixed = isFixed ? reading.get() : null;
    boolean isEngines = ENGINES_NETWORKS.contains(annotation.network());
    DeclaredContainer declared =
        new DeclaredContainer(
            isNamed(annotation, place) ? annotation.value() : name,
            place,
            life(annotation, place),
            sessionKey(annotation, place, field),
            fixed == null ? reading : () -> fixed,
            isFixed,
            isEngines ? "" : annotation.network(),
            pairs(annotation.volumes(), text -> Pair.placed(text, "name:/place")),
            List.of(annotation.dependsOn()),
            properties(annotation, place));
    declared.properties().all().forEach(property -> check(property, declared));
    return declared;
  }

  /** The same annotation means the same container, but where its value means a field of this class. */
  private static Object sessionKey(Container annotation, Place place, Optional<Field> field) {
    return place.element() instanceof Field annotated
        ? annotated
        : field.<Object>map(spec -> spec).orElse(annotation);
  }

  private static boolean hasImage(Container annotation) {
    return !annotation.image().isEmpty() || !annotation.build().isEmpty();
  }

  private ContainerSpec ofImage(Container annotation) {
    if (annotation.build().isEmpty()) {
      return ContainerSpec.image(placeholders.filled(annotation.image()));
    }
    if (!annotation.image().isEmpty()) {
      throw new IllegalArgumentException(
          "image and build exclude one another: leave one of the two out");
    }
    Path context = Path.of(placeholders.filled(annotation.build()));
    if (!Files.isDirectory(context)) {
      throw new IllegalArgumentException(
          "the build needs %s, which is no directory here".formatted(context.toAbsolutePath()));
    }
    return ContainerSpec.build(ImageBuild.context(context));
  }

  /** A field that is not final may change until a test needs it. */
  private ContainerSpec spec(Container annotation, Place place, Optional<Field> field) {
    ContainerSpec base =
        field.map(one -> PlainSpec.read(one, place)).orElseGet(() -> ofImage(annotation));
    ContainerSpec spec = new Attributes(annotation, placeholders).appliedTo(base);
    String network = annotation.network();
    if (ENGINES_NETWORKS.contains(network)) {
      spec = spec.network(network);
    }
    if (!spec.aliases().isEmpty() && spec.network().isEmpty() && network.isEmpty()) {
      throw place.refused(
          "has the alias %s, but no network: aliases are names within a network"
              .formatted(spec.aliases().get(0)));
    }
    if (spec.beginsFromSnapshot() && annotation.volumes().length > 0) {
      throw place.refused(
          "cannot begin from a snapshot, which keeps nothing of the volume %s: leave one of the two out"
              .formatted(annotation.volumes()[0]));
    }
    if (spec.isReused() && (place.life() == Life.TEST || place.element() instanceof Parameter)) {
      throw place.refused(
          "cannot be reused by later runs, because each test is to have its own: declare the"
              + " container on the class or a static field");
    }
    return spec;
  }

  /** Whether the value is the container's name, and not that of a specification. */
  private static boolean isNamed(Container annotation, Place place) {
    return !annotation.value().isEmpty()
        && (place.element() instanceof Class
            || hasImage(annotation)
            || place.type().equals(ContainerSpec.class));
  }

  private static Life life(Container annotation, Place place) {
    boolean isParameter = place.element() instanceof Parameter;
    boolean outlives = annotation.scope() == Container.Scope.SESSION;
    if (isParameter && (outlives || annotation.dependsOn().length > 0)) {
      throw place.refused(
          "cannot have a scope or depend on others: its container is that of the method");
    }
    if (outlives && place.life() == Life.TEST) {
      throw place.refused("must be static to last for the session");
    }
    return outlives ? Life.SESSION : place.life();
  }

  private PropertyTemplates properties(Container annotation, Place place) {
    boolean isOfClass = place.life() != Life.TEST && !(place.element() instanceof Parameter);
    if (!isOfClass && annotation.dynamicProperties().length > 0) {
      throw place.refused(
          "cannot have dynamicProperties, because they are asked for once for all tests: declare the"
              + " container on the class or a static field");
    }
    return new PropertyTemplates(
        pairs(annotation.properties(), ContainerReader::property),
        pairs(annotation.dynamicProperties(), ContainerReader::property),
        isOfClass ? askers(annotation, place) : List.of());
  }

  /** What is on a class is also asked for by those that it extends, if it has it from there. */
  private List<Class<?>> askers(Container annotation, Place place) {
    if (place.element() instanceof Field field) {
      return List.of(field.getDeclaringClass());
    }
    List<Class<?>> askers = new ArrayList<>();
    for (Class<?> at = type;
        at != null
            && AnnotationSupport.findRepeatableAnnotations(at, Container.class)
                .contains(annotation);
        at = at.getSuperclass()) {
      askers.add(at);
    }
    return askers;
  }

  /** Reads what is said of one property. */
  static Pair property(String text) {
    return Pair.assignment(text, "name=value");
  }

  private static List<Pair> pairs(String[] texts, Function<String, Pair> parse) {
    return Arrays.stream(texts).map(parse).toList();
  }

  private static void check(Pair property, DeclaredContainer container) {
    try {
      container.requirePorts(UrlTemplate.parse(property.second()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "property '%s=%s': %s".formatted(property.first(), property.second(), e.getMessage()), e);
    }
  }

  /** Refuses a reference that says something of the container, which is said where it is declared. */
  static void requireBare(Container annotation, Place place) {
    List<String> said = said(annotation);
    if (said.isEmpty()) {
      return;
    }
    throw place.refused(
        annotation.value().isEmpty()
            ? "needs an image, or the name of a ContainerSpec field: it has " + said
            : "names the container %s, but no image; what it says of %s belongs to where that is declared"
                .formatted(annotation.value(), said));
  }

  /** The attributes that are not as by default, but for the value. */
  private static List<String> said(Container annotation) {
    List<String> said = new ArrayList<>();
    for (Method attribute : Container.class.getDeclaredMethods()) {
      try {
        Object value = attribute.invoke(annotation);
        if (!attribute.getName().equals("value")
            && !Objects.deepEquals(value, attribute.getDefaultValue())) {
          said.add(attribute.getName());
        }
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new JUnitException("Cannot read " + annotation, e);
      }
    }
    said.sort(null);
    return said;
  }
}
