package dev.harness.images;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** x. */
public record ImageConfig(
    String user,
    List<String> exposedPorts,
    List<String> env,
    List<String> entrypoint,
    List<String> cmd,
    String workingDir,
    Map<String, String> labels,
    Optional<String> stopSignal) {}
