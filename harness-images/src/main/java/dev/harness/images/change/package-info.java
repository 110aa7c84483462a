/**
 * Changes to what an image says about its containers, in the words of Dockerfiles: as {@code docker
 * commit} and {@code docker import} take them.
 *
 * <p>Read {@code RunConfig} first. Uses Jackson.
 */
@NullMarked
package dev.harness.images.change;

import org.jspecify.annotations.NullMarked;
