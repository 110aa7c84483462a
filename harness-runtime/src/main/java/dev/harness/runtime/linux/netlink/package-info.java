/**
 * Netlink messages as bytes, and sessions that exchange them with the kernel: rtnetlink and
 * socket diagnosis.
 *
 * <p>Read {@code NetlinkSession} first. May use {@code linux} and {@code
 * linux.socket}.
 */
@NullMarked
package dev.harness.runtime.linux.netlink;

import org.jspecify.annotations.NullMarked;
