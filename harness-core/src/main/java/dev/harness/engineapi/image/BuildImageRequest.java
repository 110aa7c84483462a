package dev.harness.engineapi.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an image is to be built of files that are sent along.
 *
 * @param dockerfile where it is among them
 * @param target the stage that is wanted; empty for the last
 * @param arguments values for ARGs
 * @param labels added to those of the Dockerfile
 * @param fresh whether all steps are done anew
 * @param logins as whom registries are asked, by their names
 */
public record BuildImageRequest(
    String dockerfile,
    String target,
    Map<String, String> arguments,
    Map<String, String> labels,
    boolean fresh,
    Map<String, RegistryAuth> logins) {
  /** Copies the maps, which keep their order. */
  public BuildImageRequest {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    logins = Map.copyOf(logins);
  }
}
