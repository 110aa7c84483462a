/**
 * Files on their way between this machine and a container.
 *
 * <p>Read {@code FileCopy} first. May use {@code tar} and {@code engineapi.client}.
 */
@NullMarked
package dev.harness.files;

import org.jspecify.annotations.NullMarked;
