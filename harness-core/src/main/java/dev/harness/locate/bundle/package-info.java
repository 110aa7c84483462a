/**
 * Our engine as files: found, checked, unpacked once into the user's cache, with an archive of its
 * classes that makes it start faster.
 *
 * <p>Read {@code EngineCache} first. May use {@code digest} and {@code locate.user}.
 */
@NullMarked
package dev.harness.locate.bundle;

import org.jspecify.annotations.NullMarked;
