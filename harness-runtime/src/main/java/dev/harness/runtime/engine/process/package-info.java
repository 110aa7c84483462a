/**
 * The processes of containers as procfs shows them to the engine, whose pid namespace is above
 * theirs.
 *
 * <p>Read {@code ProcessTable} first. Uses the JDK only.
 */
@NullMarked
package dev.harness.runtime.engine.process;

import org.jspecify.annotations.NullMarked;
