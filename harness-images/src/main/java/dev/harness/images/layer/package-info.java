/**
 * Layers as streams: decompressed, read entry by entry as tar archives, within limits. How a layer
 * can fail is here, too.
 *
 * <p>Read {@code TarReader} first, then {@code Decompression}. May use {@code reference}; knows
 * nothing of {@code layer.unpack}.
 */
@NullMarked
package dev.harness.images.layer;

import org.jspecify.annotations.NullMarked;
