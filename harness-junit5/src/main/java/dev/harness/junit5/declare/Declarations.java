package dev.harness.junit5.declare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one test class declares, with what it inherits; names that it does not have are looked up in
 * the class around it.
 *
 * @param type the class
 * @param enclosing that of the class around it, if it is nested
 */
public record Declarations(
    Class<?> type,
    @Nullable Declarations enclosing,
    List<DeclaredContainer> containers,
    List<DeclaredResource> resources) {

  /** Refuses names that occur twice in the class. */
  public Declarations {
    containers = List.copyOf(containers);
    resources = List.copyOf(resources);
    Map<String, Declared> byName = new HashMap<>();
    containers.forEach(one -> requireNew(one, "container", byName));
    resources.forEach(one -> requireNew(one, one.kind().toString(), byName));
  }

  private static void requireNew(Declared one, String kind, Map<String, Declared> byName) {
    Declared first = byName.putIfAbsent(kind + " " + one.name(), one);
    if (first != null && !one.name().isEmpty()) {
      throw one.place()
          .refused(
              "declares another %s of the name %s; the first one is that of %s"
                  .formatted(kind, one.name(), first.place()));
    }
  }

  /** Finds the container that a place names, or the only one when the name is empty. */
  public DeclaredContainer container(String name, Place user) {
    if (name.isEmpty()) {
      return only(user);
    }
    return levels()
        .flatMap(level -> level.containers.stream())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                user.refused(
                    "names the container %s, but %s declares no such container%s"
                        .formatted(name, type.getSimpleName(), others(containerNames()))));
  }

  private DeclaredContainer only(Place user) {
    List<DeclaredContainer> nearest =
        levels()
            .map(Declarations::containers)
            .filter(containers -> !containers.isEmpty())
            .findFirst()
            .orElseThrow(
                () ->
                    user.refused(
                        "names no container, and %s declares none"
                            .formatted(type.getSimpleName())));
    if (nearest.size() > 1) {
      throw user.refused(
          "must name one of the containers of %s%s"
              .formatted(type.getSimpleName(), others(containerNames())));
    }
    return nearest.get(0);
  }

  private List<String> containerNames() {
    return levels().flatMap(level -> level.containers.stream()).map(Declared::name).toList();
  }

  /** Finds the network or volume that a place names. */
  public DeclaredResource resource(ResourceKind kind, String name, Place user) {
    return findResource(kind, name)
        .orElseThrow(
            () ->
                user.refused(
                    "names the %s %s, but %s declares no such %s%s"
                        .formatted(
                            kind, name, type.getSimpleName(), kind, others(resourceNames(kind)))));
  }

  private List<String> resourceNames(ResourceKind kind) {
    return resources(kind).map(Declared::name).toList();
  }

  /** Finds a network or volume, if there is one. */
  public Optional<DeclaredResource> findResource(ResourceKind kind, String name) {
    return resources(kind).filter(one -> one.name().equals(name)).findFirst();
  }

  private Stream<DeclaredResource> resources(ResourceKind kind) {
    return levels().flatMap(level -> level.resources.stream()).filter(one -> one.kind() == kind);
  }

  /** This and what is around it, the innermost first. */
  private Stream<Declarations> levels() {
    return Stream.iterate(this, Objects::nonNull, Declarations::enclosing);
  }

  private static String others(List<String> names) {
    List<String> named = new ArrayList<>(names);
    named.removeIf(String::isEmpty);
    return named.isEmpty() ? "" : "; there is " + String.join(", ", named);
  }
}
