/**
 * The routes of networks, and how requests name places in them.
 *
 * <p>Read {@code NetworkRoutes} first. May use {@code api.http}, {@code engine} with {@code network}
 * and {@code request}, {@code net} with {@code out}
 * and {@code relay}, and the API's records.
 */
@NullMarked
package dev.harness.runtime.api.network;

import org.jspecify.annotations.NullMarked;
