/**
 * Files by descriptor: opened inside limits, described, made, linked, removed; their attributes;
 * mounts, and files that nobody can change.
 *
 * <p>Read {@code Filesystem} first. May use {@code linux}.
 */
@NullMarked
package dev.harness.runtime.linux.file;

import org.jspecify.annotations.NullMarked;
