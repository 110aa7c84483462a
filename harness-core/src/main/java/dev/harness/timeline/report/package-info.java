/**
 * A timeline as a page to look at: one file of HTML without scripts, in which everything that
 * containers and tests said is text. Start with {@code TimelineReport}.
 *
 * <p>May use {@code timeline} and, for the words of failures, {@code locate.user}.
 */
@NullMarked
package dev.harness.timeline.report;

import org.jspecify.annotations.NullMarked;
