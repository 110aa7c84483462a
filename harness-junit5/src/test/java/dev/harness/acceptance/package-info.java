/**
 * Tests of the whole: from a specification or an annotation through the engine to real containers.
 * They run as whoever runs the build and, where that is root, as an ordinary user too.
 */
@NullMarked
package dev.harness.acceptance;

import org.jspecify.annotations.NullMarked;
