package dev.harness.junit5.declare;

import dev.harness.ContainerSpec;
import dev.harness.junit5.text.Pair;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.UrlTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A container that a class, a field or a parameter declares.
 *
 * @param name by which the class knows it, empty when it has none
 * @param place where it is declared
 * @param life how long it lives
 * @param sessionKey what all have in common that get one container in the session
 * @param base what it is, but for what depends on other declarations
 * @param isFixed whether that is known before any test runs
 * @param network the name of the one that it joins, empty for the engine's default
 * @param volumes names, and where they are mounted
 * @param dependsOn names of containers
 * @param properties by which others find it
 */
public record DeclaredContainer(
    String name,
    Place place,
    Life life,
    Object sessionKey,
    Supplier<ContainerSpec> base,
    boolean isFixed,
    String network,
    List<Pair> volumes,
    List<String> dependsOn,
    PropertyTemplates properties)
    implements Declared {

  /** Copies the lists. */
  public DeclaredContainer {
    volumes = List.copyOf(volumes);
    dependsOn = List.copyOf(dependsOn);
  }

  /**
   * What it is, with its network and volumes.
   *
   * @param all where these are looked up
   * @param use of those that were found
   */
  public ContainerSpec spec(Declarations all, ResourceUse use) {
    ContainerSpec spec = base.get();
    if (!network.isEmpty()) {
      DeclaredResource found = all.resource(ResourceKind.NETWORK, network, place);
      found.requireFor(place, life, "join the network");
      requireGone(spec, found);
      spec = use.joined(spec, found);
    }
    for (Pair volume : volumes) {
      Optional<DeclaredResource> found = all.findResource(ResourceKind.VOLUME, volume.first());
      if (found.isPresent()) {
        found.get().requireFor(place, life, "mount the volume");
        requireGone(spec, found.get());
        spec = use.mounted(spec, found.get(), volume.second());
      } else {
        spec = spec.volume(volume.first(), volume.second());
      }
    }
    return spec;
  }

  /** Refuses to leave the container to later runs when it uses what goes with this one. */
  private void requireGone(ContainerSpec spec, DeclaredResource used) {
    if (spec.isReused()) {
      throw place.refused(
          "cannot be reused by later runs, which will not have the %s %s: it goes with this one"
              .formatted(used.kind(), used.name()));
    }
  }

  /** Refuses a template with a port that the container does not publish, if that is known. */
  public void requirePorts(UrlTemplate template) {
    template.ports().forEach(this::requirePort);
  }

  /**
   * Refuses a port that the container does not publish, if that is known.
   *
   * @throws IllegalArgumentException when it does not
   */
  public void requirePort(ContainerPort port) {
    if (isFixed && !publishes(port)) {
      throw new IllegalArgumentException("%s does not publish port %s".formatted(title(), port));
    }
  }

  private boolean publishes(ContainerPort port) {
    ContainerSpec spec = base.get();
    return port.isTcp() ? spec.publishes(port.number()) : spec.publishesUdp(port.number());
  }

  /** How it is called in messages. */
  public String title() {
    return "the container " + (name.isEmpty() ? "of " + base.get().image() : name);
  }
}
