/**
 * What the user's machine says about registries: by what other names images are taken, and as whom
 * their registries are asked. Found on this side of the engine's socket, as Docker's clients do.
 *
 * <p>Read {@code ImageAccess} first. May use {@code engineapi.image}, {@code locate.user} and
 * Jackson.
 */
@NullMarked
package dev.harness.registry;

import org.jspecify.annotations.NullMarked;
