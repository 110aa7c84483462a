package dev.harness.junit5;

import dev.harness.junit5.declare.Place;
import dev.harness.junit5.declare.ResourcePlan;
import dev.harness.spec.NetworkSpec;
import java.util.List;

/** Reads what {@code @Network} says of a network. */
final class NetworkReader {
  private NetworkReader() {}

  /** Reads it; refuses what is wrong. */
  static ResourcePlan plan(Network annotation, Place place) {
    try {
      return new ResourcePlan.OfNetwork(
          new NetworkSpec(annotation.ipv6(), false, List.of(annotation.subnet())));
    } catch (IllegalArgumentException e) {
      throw place.refused("is wrong: " + e.getMessage());
    }
  }

  /** Refuses what is said of a network that is declared elsewhere. */
  static void requireBare(Network annotation, Place place) {
    if (annotation.ipv6() || annotation.subnet().length > 0) {
      throw place.refused(
          "names the network %s; what it says of ipv6 or subnet belongs to where that is declared"
              .formatted(annotation.value()));
    }
  }
}
