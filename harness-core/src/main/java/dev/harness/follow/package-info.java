/**
 * What goes on in an engine while somebody waits: lines of a log, the end of a container, how far
 * a pull is. For {@code dev.harness} itself.
 *
 * <p>Read {@code LogFollower} first. May use {@code engineapi}, {@code engineapi.image} and {@code
 * engineapi.client}.
 */
@NullMarked
package dev.harness.follow;

import org.jspecify.annotations.NullMarked;
