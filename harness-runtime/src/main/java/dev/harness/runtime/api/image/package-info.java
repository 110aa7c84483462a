/**
 * Routes of images and registries: list, inspect, history, pull, load, import, save, delete, prune;
 * commit; log in, look, push, tag; and of the disk they take.
 *
 * <p>Read {@code ImageRoutes} first. May use {@code api.http} with its {@code stream},
 * {@code images} with files at addresses, {@code engine} with its {@code request} (which images are in use, what a container
 * that becomes one was asked to run) and {@code engineapi}.
 */
@NullMarked
package dev.harness.runtime.api.image;

import org.jspecify.annotations.NullMarked;
