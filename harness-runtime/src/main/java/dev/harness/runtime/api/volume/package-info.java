/**
 * The routes of volumes.
 *
 * <p>May use {@code api.http}, {@code engine}, {@code fs.volume} and the records of volumes.
 */
@NullMarked
package dev.harness.runtime.api.volume;

import org.jspecify.annotations.NullMarked;
