/**
 * Client of the OCI distribution API: one class per endpoint behind one caller that knows where to
 * ask and how to be let in.
 *
 * <p>Read {@code RegistryClient} first, then {@code RemoteRepository}. May use {@code stream}, {@code auth}, {@code
 * transport}, {@code registry}, {@code json}, {@code credentials}, {@code reference} and okhttp.
 */
@NullMarked
package dev.harness.images.registry.client;

import org.jspecify.annotations.NullMarked;
