/**
 * Images made from Debian packages, without a registry and without privileges.
 *
 * <p>Read {@code DebianImages} first. A recipe asks the machine's apt for packages, which are
 * unpacked in memory and spool files, changed by the recipe's steps and written as an OCI image
 * layout with one layer. May use {@code reference}, {@code store} and {@code layer}; needs only the
 * first so far.
 */
@NullMarked
package dev.harness.images.debian;

import org.jspecify.annotations.NullMarked;
