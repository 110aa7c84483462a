/**
 * The client of the Docker Engine API: one class per resource behind one caller that knows
 * transports, status codes and error texts.
 *
 * <p>May use {@code engineapi} with what is below it,
 * {@code client.socket}, {@code client.tls} and okhttp.
 */
@NullMarked
package dev.harness.engineapi.client;

import org.jspecify.annotations.NullMarked;
