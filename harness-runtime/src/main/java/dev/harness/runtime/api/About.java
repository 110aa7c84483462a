package dev.harness.runtime.api;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the engine says about itself.
 *
 * @param id differs from engine to engine
 * @param version the product's
 * @param dataDirectory where images are kept
 * @param rootless whether an ordinary user runs it
 * @param warnings what cannot be done on this machine, a sentence each
 */
public record About(
    String id,
    String version,
    Path dataDirectory,
    boolean rootless,
    Supplier<List<String>> warnings) {}
