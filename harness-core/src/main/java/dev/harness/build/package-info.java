/**
 * Images that are built of Dockerfiles: what they are built of, as tests say it, and the way to the
 * engine that builds them.
 *
 * <p>Read {@code ImageBuild} first. May use {@code files}, {@code tar}, {@code registry}, {@code
 * locate.user}, {@code engineapi} with its {@code image} and {@code client}, and Jackson.
 */
@NullMarked
package dev.harness.build;

import org.jspecify.annotations.NullMarked;
