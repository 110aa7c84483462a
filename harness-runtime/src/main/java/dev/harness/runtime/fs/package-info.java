/**
 * Root file systems of containers: overlay mounts, layer trees written from layers, accounts and
 * executables that an image brings.
 *
 * <p>Read {@code Roots} first, then {@code Root}. May use {@code fs.tree}, {@code linux}, {@code
 * linux.file} and {@code images.layer} with its {@code unpack}.
 */
@NullMarked
package dev.harness.runtime.fs;

import org.jspecify.annotations.NullMarked;
