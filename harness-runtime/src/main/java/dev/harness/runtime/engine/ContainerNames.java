package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Which container owns which name. */
final class ContainerNames {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

  private final Map<String, ContainerId> owners = new ConcurrentHashMap<>();

  /**
   * Gives a name to a container: the wanted one, else one made from its id.
   *
   * @throws EngineException.InvalidRequest when the wanted name has a wrong form
   * @throws EngineException.Conflict when it is taken
   */
  String claim(Optional<String> wanted, ContainerId id) {
    String name = wanted.map(ContainerNames::plain).orElse("harness-" + id.shortForm());
    if (!FORM.matcher(name).matches()) {
      throw new EngineException.InvalidRequest(
          "Invalid container name (%s), only %s are allowed".formatted(name, FORM.pattern()));
    }
    ContainerId owner = owners.putIfAbsent(name, id);
    if (owner != null) {
      throw new EngineException.Conflict(
          "the container name %s is taken by container %s; remove that one or choose another name"
              .formatted(name, owner));
    }
    return name;
  }

  /** A name without the slash that clients may put before it. */
  static String plain(String given) {
    return given.startsWith("/") ? given.substring(1) : given;
  }

  /** Frees a name unless another container has claimed it meanwhile. */
  void free(String name, ContainerId id) {
    owners.remove(name, id);
  }

  Optional<ContainerId> owner(String name) {
    return Optional.ofNullable(owners.get(name));
  }
}
