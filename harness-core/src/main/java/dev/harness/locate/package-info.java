/**
 * Finds the engine to talk to: the one that the environment names, or our own, unpacked,
 * booted and held by a lease.
 *
 * <p>May use {@code engineapi.client}.
 */
@NullMarked
package dev.harness.locate;

import org.jspecify.annotations.NullMarked;
