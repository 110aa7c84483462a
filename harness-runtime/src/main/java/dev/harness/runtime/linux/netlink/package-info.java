/**
 * Netlink messages as bytes, and sessions that exchange them with the kernel: rtnetlink and
 * socket diagnosis.
 *
 * <p>May use {@code linux}.
 */
@NullMarked
package dev.harness.runtime.linux.netlink;

import org.jspecify.annotations.NullMarked;
