/**
 * The ways in which an image comes: pulled from a registry, loaded from an archive, or made here of
 * one archive of files; layer by layer into the store.
 *
 * <p>Read {@code Arrival} first. May use {@code pipeline} and what lies below it.
 */
@NullMarked
package dev.harness.images.arrival;

import org.jspecify.annotations.NullMarked;
