/**
 * Fixtures for tests that need images: a real registry on loopback, images to put into it, and
 * programs from Debian packages. Other modules use them from this module's test jar.
 *
 * <p>May use {@code debian} and {@code reference}.
 */
@NullMarked
package dev.harness.images.testing;

import org.jspecify.annotations.NullMarked;
