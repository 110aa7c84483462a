/**
 * The pipelines over images: pull, load, list, inspect, delete. Nothing else lives here.
 *
 * <p>Read {@code Images} first. May use every package below it.
 */
@NullMarked
package dev.harness.images;

import org.jspecify.annotations.NullMarked;
