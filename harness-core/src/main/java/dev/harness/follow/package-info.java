/**
 * What goes on in an engine while somebody waits: lines of a log, the end of a container, how far
 * a pull is. For {@code dev.harness} itself.
 *
 * <p>Read {@code LogFollower} first. May use {@code engineapi}, {@code engineapi.image}, {@code
 * engineapi.client}, {@code logs}, {@code registry} and {@code locate.user}, for the log.
 */
@NullMarked
package dev.harness.follow;

import org.jspecify.annotations.NullMarked;
