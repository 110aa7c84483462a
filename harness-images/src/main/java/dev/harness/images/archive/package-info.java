/**
 * Archives of images as files: what {@code docker save} writes, and the OCI image layout.
 *
 * <p>May use {@code reference}, {@code store} and {@code layer}.
 */
@NullMarked
package dev.harness.images.archive;

import org.jspecify.annotations.NullMarked;
