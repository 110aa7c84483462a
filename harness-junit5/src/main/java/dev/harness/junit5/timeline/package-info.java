/**
 * The timeline of a run of tests: listens to JUnit's launcher, so that tests without containers are
 * on it too, and writes the report when the launcher's session ends. Start with {@code
 * TimelineListener}.
 *
 * <p>May use {@code dev.harness.timeline}, {@code locate.user} for settings, JUnit's API for
 * extensions, its launcher and its stores.
 */
@NullMarked
package dev.harness.junit5.timeline;

import org.jspecify.annotations.NullMarked;
