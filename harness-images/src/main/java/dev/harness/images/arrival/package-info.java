/**
 * The ways in which an image comes: pulled from a registry, loaded from an archive, or made here of
 * one archive of files; layer by layer into the store.
 *
 * <p>Read {@code Arrival} first. May use {@code pipeline}, {@code
 * registry} and its client, {@code layer} and those below it, {@code archive}, {@code store}.
 */
@NullMarked
package dev.harness.images.arrival;

import org.jspecify.annotations.NullMarked;
