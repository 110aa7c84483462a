package dev.harness.junit5.declare;

import dev.harness.ContainerSpec;

/** How specifications use networks and volumes that are declared. */
public interface ResourceUse {

  /** Puts a container into a network. */
  ContainerSpec joined(ContainerSpec spec, DeclaredResource network);

  /** Mounts a volume. */
  ContainerSpec mounted(ContainerSpec spec, DeclaredResource volume, String target);
}
