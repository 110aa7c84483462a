/**
 * Whatever test classes do and however they fail, nothing of them is left on the engine. Read {@code
 * LifecycleIT} first.
 */
@NullMarked
package dev.harness.lifecycle;

import org.jspecify.annotations.NullMarked;
