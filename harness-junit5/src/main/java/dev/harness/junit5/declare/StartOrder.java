package dev.harness.junit5.declare;

import dev.harness.ContainerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The specifications of containers that start together, with what they depend on. What one depends
 * on and is not among them runs already.
 */
public final class StartOrder {
  private final Declarations all;
  private final List<DeclaredContainer> starts;
  private final ResourceUse use;
  private final Map<DeclaredContainer, ContainerSpec> specs = new LinkedHashMap<>();
  private final Set<DeclaredContainer> path = new LinkedHashSet<>();

  /**
   * Prepares.
   *
   * @param all where names are looked up
   * @param use of networks and volumes
   */
  public StartOrder(Declarations all, List<DeclaredContainer> starts, ResourceUse use) {
    this.all = all;
    this.starts = List.copyOf(starts);
    this.use = use;
  }

  /** The specifications in the given order. */
  public List<ContainerSpec> specs() {
    return starts.stream().map(this::spec).toList();
  }

  /** The containers, each behind those that it depends on. */
  public List<DeclaredContainer> oneByOne() {
    starts.forEach(this::spec);
    return List.copyOf(specs.keySet());
  }

  private ContainerSpec spec(DeclaredContainer start) {
    ContainerSpec known = specs.get(start);
    if (known != null) {
      return known;
    }
    if (!path.add(start)) {
      throw circle(start);
    }
    ContainerSpec spec = start.spec(all, use);
    for (String name : start.dependsOn()) {
      DeclaredContainer before = all.container(name, start.place());
      before.requireFor(start.place(), start.life(), "depend on");
      if (starts.contains(before)) {
        spec = spec.dependsOn(spec(before));
      }
    }
    path.remove(start);
    specs.put(start, spec);
    return spec;
  }

  private RuntimeException circle(DeclaredContainer start) {
    List<String> names = new ArrayList<>(path.stream().map(DeclaredContainer::name).toList());
    names.subList(0, names.indexOf(start.name())).clear();
    names.add(start.name());
    return start.place().refused("depends on itself in a circle: " + String.join(" -> ", names));
  }
}
