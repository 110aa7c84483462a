/**
 * Images that are built of Dockerfiles: a stage after the other, a step of it after the other, each
 * an image of its own that the next begins with.
 *
 * <p>Read {@code ImageBuilder} first, then {@code StageBuild}. May use {@code engine} with its {@code
 * request} and {@code output} (RUN is a container), {@code fs} with its {@code tree} (COPY and ADD),
 * and {@code images}.
 */
@NullMarked
package dev.harness.runtime.build;

import org.jspecify.annotations.NullMarked;
