package dev.harness.runtime.engine.network;

import java.util.Map;

/** Hears what happens to networks. */
@FunctionalInterface
public interface NetworkEvents {
  /**
   * Takes one event; must not block.
   *
   * @param action Docker's word: create, connect, disconnect, destroy
   * @param more attributes beside the name and the type of the network
   */
  void publish(String action, Network network, Map<String, String> more);
}
