/**
 * Finds the engine to talk to: the one that the configuration names, or our own, unpacked,
 * booted and held by a lease. Start with {@code Engines}, then {@code EngineLauncher}.
 *
 * <p>May use {@code engineapi} (to read the engine's first report) and
 * {@code engineapi.client}.
 */
@NullMarked
package dev.harness.locate;

import org.jspecify.annotations.NullMarked;
