package dev.harness.compose;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.harness.Harness;
import dev.harness.Wait;
import dev.harness.compose.file.Variables;
import dev.harness.compose.model.Project;
import dev.harness.compose.model.ProjectReader;
import dev.harness.compose.model.Selection;
import dev.harness.compose.model.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The services of compose files. Immutable: every method that changes something returns another one.
 *
 * <pre>{@code
 * try (RunningComposition shop = Composition.of(Path.of("compose.yaml")).start(harness)) {
 *   connect(shop.service("db").host(), shop.service("db").port(5432));
 * }
 * }</pre>
 *
 * <p>The files are read here, no compose program is needed. What they want and is not supported is
 * refused, with file, line, service, key and reason: docs/compose.md.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Composition {
  private final List<Path> files;
  private final Map<String, String> variables;
  private final List<String> profiles;
  private final List<String> wanted;
  private final Map<String, Wait> waits;
  private final Duration startupTimeout;
  private final boolean hasFixedPorts;

  private Composition(
      List<Path> files,
      Map<String, String> variables,
      List<String> profiles,
      List<String> wanted,
      Map<String, Wait> waits,
      Duration startupTimeout,
      boolean hasFixedPorts) {
    this.files = List.copyOf(files);
    this.variables = Map.copyOf(variables);
    this.profiles = List.copyOf(profiles);
    this.wanted = List.copyOf(wanted);
    this.waits = Map.copyOf(waits);
    this.startupTimeout = startupTimeout;
    this.hasFixedPorts = hasFixedPorts;
  }

  /**
   * The services of files, of which later ones change what earlier ones say.
   *
   * @param files relative to the working directory; what they name themselves is relative to where
   *     the first of them is, where {@code .env} is looked for, too
   */
  public static Composition of(Path... files) {
    if (files.length == 0) {
      throw new IllegalArgumentException("a composition needs a compose file");
    }
    return new Composition(
        List.of(files), Map.of(), List.of(), List.of(), Map.of(), Duration.ofSeconds(60), false);
  }

  /** Sets a variable that the files use; it counts more than this process's environment. */
  public Composition env(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(variables);
    more.put(name, value);
    return new Composition(files, more, profiles, wanted, waits, startupTimeout, hasFixedPorts);
  }

  /** Lets services of these profiles start, too. */
  public Composition profile(String... names) {
    return new Composition(
        files, variables, joined(profiles, names), wanted, waits, startupTimeout, hasFixedPorts);
  }

  /** Starts these services, and what they depend on, instead of all. */
  public Composition service(String... names) {
    return new Composition(
        files, variables, profiles, joined(wanted, names), waits, startupTimeout, hasFixedPorts);
  }

  private static List<String> joined(List<String> names, String... more) {
    List<String> all = new ArrayList<>(names);
    all.addAll(List.of(more));
    return all;
  }

  /**
   * Sets when a service counts as ready. By default when its published ports are open, and its health
   * check, if the files give it one, has succeeded.
   */
  public Composition waitFor(String service, Wait wait) {
    Map<String, Wait> more = new LinkedHashMap<>(waits);
    more.put(service, wait);
    return new Composition(files, variables, profiles, wanted, more, startupTimeout, hasFixedPorts);
  }

  /**
   * Publishes ports under the numbers that the files give them, for what cannot ask for others. By
   * default they are published under free ones, so that tests can run at the same time.
   */
  public Composition fixedPorts() {
    return new Composition(files, variables, profiles, wanted, waits, startupTimeout, true);
  }

  /** Sets how long each container may take from its start until it is ready; 60 seconds. */
  public Composition startupTimeout(Duration timeout) {
    return new Composition(files, variables, profiles, wanted, waits, timeout, hasFixedPorts);
  }

  /**
   * Reads the files without starting anything.
   *
   * @return the names of the services that would start
   * @throws IllegalArgumentException when a file is wrong, or wants what is not supported
   */
  @CheckReturnValue
  public List<String> services() {
    return selected(project()).stream().map(Service::name).toList();
  }

  /**
   * Starts the services, each as soon as what it depends on is as far as it needs; returns when all
   * are ready. When that fails, nothing is left of them.
   *
   * @throws IllegalArgumentException when a file is wrong, or wants what is not supported
   * @throws dev.harness.HarnessException when a service cannot be started or does not become ready;
   *     other failures are suppressed in it
   */
  public RunningComposition start(Harness harness) {
    Project project = project();
    return CompositionStart.run(project, selected(project), waits, startupTimeout, harness);
  }

  private Project project() {
    Path directory = files.get(0).toAbsolutePath().resolveSibling("");
    Variables values =
        Variables.of(variables, name -> Optional.ofNullable(System.getenv(name)), directory);
    return ProjectReader.read(files, directory, values, hasFixedPorts);
  }

  private List<Service> selected(Project project) {
    List<Service> selected = Selection.of(project, wanted, profiles);
    for (String name : waits.keySet()) {
      if (selected.stream().noneMatch(service -> service.name().equals(name))) {
        throw new IllegalArgumentException(
            "Service %s is to be waited for, but does not start; there is %s"
                .formatted(name, selected.stream().map(Service::name).toList()));
      }
    }
    return selected;
  }

  @Override
  public String toString() {
    return "composition of " + files;
  }
}
