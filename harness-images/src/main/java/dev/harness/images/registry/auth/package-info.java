/**
 * How a registry is convinced that we may: its challenges, the tokens they demand, and who remembers
 * them.
 *
 * <p>Read {@code Grants} first. May use {@code transport}, {@code registry}, {@code credentials},
 * {@code json} and okhttp.
 */
@NullMarked
package dev.harness.images.registry.auth;

import org.jspecify.annotations.NullMarked;
