/**
 * The documents that describe an image: index, manifest and configuration (OCI image
 * specification and Docker's schema 2), read strictly; and the choice of a platform from an index.
 *
 * <p>Read {@code ManifestDocument} first. May use {@code reference}, {@code json} and Jackson.
 */
@NullMarked
package dev.harness.images.manifest;

import org.jspecify.annotations.NullMarked;
