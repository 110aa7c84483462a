package dev.harness.runtime.engine.network;

import dev.harness.runtime.engine.request.ContainerId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A container as its networks know it.
 *
 * @param hostname the name that it has for itself
 */
public record Member(ContainerId id, String name, String hostname) {

  /** The names by which the others of a network find it there (C31). */
  public List<String> names(List<String> aliases) {
    Set<String> names = new LinkedHashSet<>();
    names.add(name);
    names.addAll(aliases);
    names.add(id.shortForm());
    names.add(hostname);
    return new ArrayList<>(names);
  }
}
