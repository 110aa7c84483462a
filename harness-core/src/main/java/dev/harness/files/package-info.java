/**
 * Files on their way between this machine and a container.
 *
 * <p>Read {@code FileSource} first, which users see, then {@code FileCopy}. May use {@code tar},
 * {@code engineapi.client} and {@code locate.user}, for the log.
 */
@NullMarked
package dev.harness.files;

import org.jspecify.annotations.NullMarked;
