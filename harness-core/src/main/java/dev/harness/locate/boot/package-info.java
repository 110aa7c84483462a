/**
 * Our engine as a process: booted inside namespaces of its own, with the user's subordinate ids,
 * and held by a lease.
 *
 * <p>Read {@code EngineLauncher} first, then {@code BootDialogue}. May use {@code locate.bundle},
 * {@code locate.user}, {@code engineapi} (to read the engine's first report) and {@code
 * engineapi.client} (to say its address).
 */
@NullMarked
package dev.harness.locate.boot;

import org.jspecify.annotations.NullMarked;
