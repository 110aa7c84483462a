/**
 * Containers declared by annotation: annotations, the extension behind them, reports of
 * failures.
 *
 * <p>May use {@code dev.harness}.
 */
@NullMarked
package dev.harness.junit5;

import org.jspecify.annotations.NullMarked;
