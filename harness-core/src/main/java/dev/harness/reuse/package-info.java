/**
 * Containers that outlive a run of tests, for {@code dev.harness} itself: how the next run finds
 * them again, and when they go.
 *
 * <p>Read {@code ReusableContainers} first. May use {@code digest}, {@code engineapi}, {@code engineapi.container},
 * {@code engineapi.client}, {@code files}, {@code locate.user} and Jackson.
 */
@NullMarked
package dev.harness.reuse;

import org.jspecify.annotations.NullMarked;
