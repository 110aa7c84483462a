package dev.harness.runtime.fs.tree;

import java.time.Instant;

/**
 * A file in a container, as {@code docker cp} wants to know it (C45).
 *
 * @param name the last component of the path
 * @param mode type and permissions as in {@code stat(2)}
 * @param linkTarget where a symbolic link points, else empty
 */
public record PathStat(
    String name, long sizeBytes, int mode, Instant modified, String linkTarget) {}
