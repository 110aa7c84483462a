/**
 * What a container has mounted besides the defaults: files of the host, volumes, memory.
 *
 * <p>Read {@code MountMaker} first. May use {@code engine.request}, {@code launch}, {@code fs} with
 * its trees and volumes, and the kernel's files.
 */
@NullMarked
package dev.harness.runtime.engine.mount;

import org.jspecify.annotations.NullMarked;
