/**
 * The process: {@code main}, the command line, the probe of what this machine can do, set-up
 * and end of the engine. May use everything.
 */
@NullMarked
package dev.harness.runtime.boot;

import org.jspecify.annotations.NullMarked;
