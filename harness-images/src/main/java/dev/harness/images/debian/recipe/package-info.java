/**
 * What an image of Debian packages consists of: the packages asked for, the changes that
 * maintainer scripts would have made, the settings of its containers; and the catalogue of recipes
 * that are built in.
 *
 * <p>Read {@code Recipe} first. May use {@code debian.apt} and {@code debian.deb}.
 */
@NullMarked
package dev.harness.images.debian.recipe;

import org.jspecify.annotations.NullMarked;
