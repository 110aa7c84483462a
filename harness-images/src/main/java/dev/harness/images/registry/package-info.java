/**
 * Registries as values: where an image's repository is, as whom it is asked, what the configuration
 * says about it, and how asking can fail.
 *
 * <p>{@code client} asks them, by way of {@code auth} and {@code transport}. Read {@code
 * RegistrySettings} first. May use {@code reference}, {@code credentials} and okhttp's addresses.
 */
@NullMarked
package dev.harness.images.registry;

import org.jspecify.annotations.NullMarked;
