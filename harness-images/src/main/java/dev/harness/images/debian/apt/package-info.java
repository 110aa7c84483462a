/**
 * The machine's own apt, asked without privileges: which packages a request comes to, and their
 * files, kept in a cache that several processes share.
 *
 * <p>Read {@code PackageSource} first. May use {@code debian.deb} and {@code reference}.
 */
@NullMarked
package dev.harness.images.debian.apt;

import org.jspecify.annotations.NullMarked;
