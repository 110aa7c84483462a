/**
 * Finds the engine to talk to: the one that the configuration names, or our own. Start with
 * {@code Engines}.
 *
 * <p>May use {@code digest}, {@code locate.boot}, {@code locate.bundle}, {@code locate.user} and {@code
 * engineapi.client}; {@code engineapi} and Jackson for what Docker's command line keeps in files.
 */
@NullMarked
package dev.harness.locate;

import org.jspecify.annotations.NullMarked;
