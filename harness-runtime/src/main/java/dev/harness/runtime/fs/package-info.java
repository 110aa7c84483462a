/**
 * Root file systems of containers: overlay mounts, layer trees written from layers, files
 * copied in and out inside a root.
 *
 * <p>Read {@code Root} first. May use {@code linux}, {@code linux.file} and {@code
 * images.layer} with its {@code unpack}.
 */
@NullMarked
package dev.harness.runtime.fs;

import org.jspecify.annotations.NullMarked;
