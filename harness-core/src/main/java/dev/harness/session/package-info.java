/**
 * What a run of tests leaves on an engine that outlives it, and how that goes away again. Start
 * with {@code Session}. May use {@code engineapi} with its client, and {@code locate.user} for the
 * log.
 */
@NullMarked
package dev.harness.session;

import org.jspecify.annotations.NullMarked;
