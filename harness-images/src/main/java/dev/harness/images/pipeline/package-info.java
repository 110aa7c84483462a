/**
 * What the ways in and out of the store share: the image that a text means, the crew that works on its
 * layers, the images made from packages, how it goes on, how it fails.
 *
 * <p>May use {@code store}, {@code archive}, {@code debian} and what lies below them.
 */
@NullMarked
package dev.harness.images.pipeline;

import org.jspecify.annotations.NullMarked;
