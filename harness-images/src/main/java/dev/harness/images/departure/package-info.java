/**
 * The ways in which an image leaves: pushed to a registry or saved into an archive, with the layers
 * as they came.
 *
 * <p>Read {@code LayerOrigins} first. May use {@code pipeline}, {@code
 * registry} and its client, {@code layer}, {@code archive}, {@code store}.
 */
@NullMarked
package dev.harness.images.departure;

import org.jspecify.annotations.NullMarked;
