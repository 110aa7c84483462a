package dev.harness.compose.model;

import java.util.Set;
import java.util.function.Supplier;

/**
 * A service before it is known whether it is wanted: one that is not may say what is not supported.
 *
 * @param profiles of which one must be wanted; none: it is always
 * @param reading fails for what is wrong or not supported
 */
public record DeclaredService(Set<String> profiles, Supplier<Service> reading) {
  /** Copies the set. */
  public DeclaredService {
    profiles = Set.copyOf(profiles);
  }
}
