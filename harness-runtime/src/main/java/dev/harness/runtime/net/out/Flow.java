package dev.harness.runtime.net.out;

import java.net.InetSocketAddress;

/**
 * Packets of one conversation that a container began.
 *
 * @param source the container's address and port
 * @param destination where it believes to send to
 */
record Flow(InetSocketAddress source, InetSocketAddress destination) {}
