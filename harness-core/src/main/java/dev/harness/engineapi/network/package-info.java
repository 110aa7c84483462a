/**
 * Records about networks, and the place of a container in them: endpoints, addresses, published
 * ports.
 *
 * <p>Start with {@code NetworkSettings}. May use {@code engineapi} and Jackson.
 */
@NullMarked
package dev.harness.engineapi.network;

import org.jspecify.annotations.NullMarked;
