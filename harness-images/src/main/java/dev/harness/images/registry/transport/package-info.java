/**
 * How requests reach a registry: connections, TLS, proxies, redirects, pauses between attempts, and
 * the words for what goes wrong on the way.
 *
 * <p>Read {@code Transport} first. May use {@code registry}, {@code json} and okhttp.
 */
@NullMarked
package dev.harness.images.registry.transport;

import org.jspecify.annotations.NullMarked;
