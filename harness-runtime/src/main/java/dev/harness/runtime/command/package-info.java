/**
 * The command line: {@code harness engine}, {@code doctor}, {@code explain} and {@code store}. Read
 * {@code HarnessCommand} first. May use everything.
 */
@NullMarked
package dev.harness.runtime.command;

import org.jspecify.annotations.NullMarked;
