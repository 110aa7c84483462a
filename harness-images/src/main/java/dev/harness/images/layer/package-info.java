/**
 * Layers: tar streams in, entries checked and handed to a {@code LayerWriter}; DiffID and
 * ChainID.
 *
 * <p>Read {@code LayerUnpacking} first, {@code LayerWriter} to write layers elsewhere. May use
 * {@code reference}.
 */
@NullMarked
package dev.harness.images.layer;

import org.jspecify.annotations.NullMarked;
