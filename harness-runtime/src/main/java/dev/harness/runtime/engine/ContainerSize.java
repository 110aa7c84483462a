package dev.harness.runtime.engine;

/**
 * How large a container's files are.
 *
 * @param changedBytes what it changed or added
 * @param allBytes that and its image
 */
public record ContainerSize(long changedBytes, long allBytes) {}
