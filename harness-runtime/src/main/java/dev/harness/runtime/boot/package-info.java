/**
 * The engine's process: {@code main}, its set-up and its end, and the rehearsal for its class
 * archive. May use everything but the command line.
 */
@NullMarked
package dev.harness.runtime.boot;

import org.jspecify.annotations.NullMarked;
