/**
 * Layers unpacked: entries checked, whiteouts applied over the layers below, files handed to a
 * {@code LayerWriter}.
 *
 * <p>Read {@code LayerUnpacking} first, {@code LayerWriter} to write layers elsewhere. May use
 * {@code layer} and {@code reference}.
 */
@NullMarked
package dev.harness.images.layer.unpack;

import org.jspecify.annotations.NullMarked;
