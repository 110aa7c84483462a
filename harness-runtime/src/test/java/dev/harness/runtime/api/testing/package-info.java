/** A server on a socket of its own, and a client that sends raw bytes to it. */
@NullMarked
package dev.harness.runtime.api.testing;

import org.jspecify.annotations.NullMarked;
