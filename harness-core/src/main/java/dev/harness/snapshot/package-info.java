/**
 * What containers have written until they were first ready, kept as local images for others that begin
 * with it.
 *
 * <p>Read {@code Snapshots} first. May use {@code lasting}, {@code engineapi.container},
 * {@code engineapi.image}, {@code engineapi.client}, {@code follow} and {@code locate.user}.
 */
@NullMarked
package dev.harness.snapshot;

import org.jspecify.annotations.NullMarked;
