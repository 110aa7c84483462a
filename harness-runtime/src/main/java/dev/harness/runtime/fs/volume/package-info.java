/**
 * Volumes on the disk: directories that outlive containers.
 *
 * <p>Read {@code Volumes} first. May use {@code fs}, {@code fs.tree} and the kernel's files.
 */
@NullMarked
package dev.harness.runtime.fs.volume;

import org.jspecify.annotations.NullMarked;
