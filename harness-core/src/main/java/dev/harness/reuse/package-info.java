/**
 * Containers that outlive a run of tests, for {@code dev.harness} itself: how the next run finds
 * them again, and when they go.
 *
 * <p>Read {@code ReusableContainers} first. May use {@code engineapi.container}, {@code engineapi.client} and
 * {@code locate.user}.
 */
@NullMarked
package dev.harness.reuse;

import org.jspecify.annotations.NullMarked;
