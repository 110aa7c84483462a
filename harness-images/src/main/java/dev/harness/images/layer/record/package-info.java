/**
 * The record of what was written to a layer's tree, kept beside it, by which damage is found.
 *
 * <p>Read {@code RecordingWriter} and {@code TreeVerification} first. May use {@code stream}, {@code layer}
 * and {@code layer.unpack}.
 */
@NullMarked
package dev.harness.images.layer.record;

import org.jspecify.annotations.NullMarked;
