/**
 * Records about images: listed, inspected, deleted, and how far a pull is.
 *
 * <p>Start with {@code ImageInspect}. May use {@code engineapi}, {@code engineapi.container} for
 * the configuration that an image holds, and Jackson.
 */
@NullMarked
package dev.harness.engineapi.image;

import org.jspecify.annotations.NullMarked;
