/**
 * Client of the OCI distribution API: one class per endpoint behind one caller that does the
 * token flow, retries and error texts.
 *
 * <p>Read {@code RegistryClient} first. May use {@code reference}, {@code json} and okhttp.
 */
@NullMarked
package dev.harness.images.registry;

import org.jspecify.annotations.NullMarked;
