/**
 * Images made from Debian packages, without a registry and without privileges.
 *
 * <p>Read {@code DebianImages} first. A recipe ({@code debian.recipe}) asks the machine's apt
 * ({@code debian.apt}) for packages, which are unpacked in memory and spool files ({@code
 * debian.deb}), changed by the recipe's steps and written here as an OCI image layout with one
 * layer; when the recipe wants its packages configured, their maintainer scripts run in between. May
 * use these three, {@code archive}, {@code reference}, Jackson and commons-compress.
 */
@NullMarked
package dev.harness.images.debian;

import org.jspecify.annotations.NullMarked;
