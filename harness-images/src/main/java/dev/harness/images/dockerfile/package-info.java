/**
 * Dockerfiles as text: instructions with their lines, flags and documents; nothing is executed here.
 *
 * <p>Read {@code Dockerfile} first. Uses {@code change} for the words of instructions.
 */
@NullMarked
package dev.harness.images.dockerfile;

import org.jspecify.annotations.NullMarked;
