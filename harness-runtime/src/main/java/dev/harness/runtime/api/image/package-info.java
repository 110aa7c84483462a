/**
 * Routes of images and registries: list, inspect, history, pull, load, save, delete, prune; log in,
 * look, push, tag; and of the disk they take.
 *
 * <p>Read {@code ImageRoutes} first. May use {@code api.http} with its {@code stream},
 * {@code images}, {@code engine} (to ask which images are in use) and {@code engineapi}.
 */
@NullMarked
package dev.harness.runtime.api.image;

import org.jspecify.annotations.NullMarked;
