package dev.harness.runtime.engine.network;

import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.ContainerName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A container as its networks know it.
 *
 * @param naming its name, which may change
 * @param hostname the name that it has for itself
 */
public record Member(ContainerId id, ContainerName naming, String hostname) {
  /** What it is called now. */
  public String name() {
    return naming.toString();
  }

  /** The names by which the others of a network find it there (C31). */
  public List<String> names(List<String> aliases) {
    Set<String> names = new LinkedHashSet<>();
    names.add(name());
    names.addAll(aliases);
    names.add(id.shortForm());
    names.add(hostname);
    return new ArrayList<>(names);
  }
}
