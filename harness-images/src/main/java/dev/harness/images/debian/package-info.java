/**
 * Images made from Debian packages, without a registry and without privileges.
 *
 * <p>May use {@code reference}, {@code store} and {@code layer}.
 */
@NullMarked
package dev.harness.images.debian;

import org.jspecify.annotations.NullMarked;
