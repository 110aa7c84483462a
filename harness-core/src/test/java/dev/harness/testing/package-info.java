/**
 * An engine without containers, for tests of what talks to engines. Other modules use it too.
 */
@NullMarked
package dev.harness.testing;

import org.jspecify.annotations.NullMarked;
