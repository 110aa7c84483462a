/**
 * What procfs tells the engine of the processes in containers, as its pid namespace is above
 * theirs.
 *
 * <p>Read {@code ProcessTable} first. Uses the JDK only.
 */
@NullMarked
package dev.harness.runtime.engine.process;

import org.jspecify.annotations.NullMarked;
