/** A server on a socket of its own. */
@NullMarked
package dev.harness.runtime.api.testing;

import org.jspecify.annotations.NullMarked;
