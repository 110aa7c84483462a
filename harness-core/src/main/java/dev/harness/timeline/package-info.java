/**
 * What a run spent its time on: who began and ended what, and what containers wrote. Start with
 * {@code Timeline}.
 *
 * <p>Knows no engine and no JUnit: those who do something say so. Uses nothing but the JDK.
 */
@NullMarked
package dev.harness.timeline;

import org.jspecify.annotations.NullMarked;
