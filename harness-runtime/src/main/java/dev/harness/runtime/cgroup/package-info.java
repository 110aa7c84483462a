/**
 * Control groups, versions 1 and 2: where they can be made, limits, the freezer, what is used.
 *
 * <p>Read {@code ControlGroups} first, then {@code GroupFormat}. Knows no container. May use {@code
 * linux} with its {@code file}.
 */
@NullMarked
package dev.harness.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
