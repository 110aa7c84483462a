/**
 * Layers: tar streams in, entries checked and handed to a {@code LayerWriter}; DiffID and
 * ChainID.
 *
 * <p>May use {@code reference} and {@code store}.
 */
@NullMarked
package dev.harness.images.layer;

import org.jspecify.annotations.NullMarked;
