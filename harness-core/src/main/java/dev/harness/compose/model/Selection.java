package dev.harness.compose.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the services that are to start, each behind those that it depends on. */
public final class Selection {
  private final Project project;
  private final Map<String, Service> selected = new LinkedHashMap<>();
  private final Set<String> path = new LinkedHashSet<>();

  private Selection(Project project) {
    this.project = project;
  }

  /**
   * Selects services.
   *
   * @param wanted names; none: all that have no profile, or one of those given
   * @throws IllegalArgumentException when one is not there, needs one that is not wanted, or they
   *     depend on each other in a circle
   */
  public static List<Service> of(
      Project project, Collection<String> wanted, Collection<String> profiles) {
    Set<String> enabled = new LinkedHashSet<>();
    project
        .services()
        .forEach(
            (name, service) -> {
              if (wanted.contains(name) || isEnabled(service, profiles)) {
                enabled.add(name);
              }
            });
    Selection selection = new Selection(project);
    Collection<String> first = wanted.isEmpty() ? enabled : wanted;
    first.forEach(name -> selection.add(name, enabled));
    if (selection.selected.isEmpty()) {
      throw new IllegalArgumentException("The compose files have no services that would start");
    }
    return List.copyOf(selection.selected.values());
  }

  private static boolean isEnabled(DeclaredService service, Collection<String> profiles) {
    return service.profiles().isEmpty()
        || profiles.contains("*")
        || service.profiles().stream().anyMatch(profiles::contains);
  }

  private void add(String name, Set<String> enabled) {
    if (selected.containsKey(name)) {
      return;
    }
    DeclaredService declared = project.services().get(name);
    if (declared == null) {
      throw new IllegalArgumentException(
          "The compose files have no service %s; there is %s"
              .formatted(name, String.join(", ", project.services().keySet())));
    }
    if (!path.add(name)) {
      throw new IllegalArgumentException(
          "Services depend on themselves in a circle: %s -> %s"
              .formatted(String.join(" -> ", path), name));
    }
    Service service = declared.reading().get();
    service
        .dependencies()
        .forEach((other, dependency) -> need(service, other, dependency, enabled));
    path.remove(name);
    selected.put(name, service);
  }

  private void need(Service service, String other, Dependency dependency, Set<String> enabled) {
    if (enabled.contains(other)) {
      add(other, enabled);
    } else if (dependency.isRequired()) {
      throw new IllegalArgumentException(
          "Service %s depends on %s, which starts only with a profile of its own: give it by profile, or name the service"
              .formatted(service.name(), other));
    }
  }
}
