package dev.harness.runtime.build;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.engine.request.CreateContainer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is to be built.
 *
 * @param dockerfile its path in the context
 * @param names what the image will be called
 * @param arguments values for ARGs
 * @param labels added to those of the Dockerfile
 * @param target the stage that is wanted; empty for the last
 * @param usesCache whether steps that were done before are not done again
 * @param pulls whether images are pulled although they are here
 * @param platform what the image is to run on
 * @param host what the machine gives to the containers of RUN
 * @param asWhom as whom a registry is asked for an image
 */
public record BuildRequest(
    String dockerfile,
    List<Reference> names,
    Map<String, String> arguments,
    Map<String, String> labels,
    String target,
    boolean usesCache,
    boolean pulls,
    Platform platform,
    CreateContainer.Host host,
    Function<Reference, Credentials> asWhom) {

  /** Copies the collections, which keep their order. */
  public BuildRequest {
    names = List.copyOf(names);
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
