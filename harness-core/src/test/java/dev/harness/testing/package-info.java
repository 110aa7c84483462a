/**
 * Fixtures for the tests of all modules: an engine without containers, for tests of what talks to
 * engines, and the rules that packages keep.
 */
@NullMarked
package dev.harness.testing;

import org.jspecify.annotations.NullMarked;
