/**
 * Archives of images as files: what {@code docker save} writes, and the OCI image layout.
 *
 * <p>Read {@code ImageArchive} first. May use {@code reference}, {@code json}, {@code manifest} and
 * {@code layer}; it writes tar with commons-compress.
 */
@NullMarked
package dev.harness.images.archive;

import org.jspecify.annotations.NullMarked;
