/**
 * A further command in a running container: what is asked for, how it is run, what came of it.
 *
 * <p>Read {@code ExecSpec} first. May use {@code engineapi}, {@code engineapi.client}, {@code
 * engineapi.exec}, {@code follow}, {@code logs} and {@code spec}.
 */
@NullMarked
package dev.harness.exec;

import org.jspecify.annotations.NullMarked;
