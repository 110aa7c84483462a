/**
 * Debian packages as files: what is in a {@code .deb}, and the tree of a root directory that many
 * of them unpack to. The failures of everything around Debian packages live here too, because a
 * sealed family needs one package.
 *
 * <p>Read {@code PackageFile} first, then {@code RootTree}. May use {@code reference}, {@code layer}
 * and the decompressors.
 */
@NullMarked
package dev.harness.images.debian.deb;

import org.jspecify.annotations.NullMarked;
