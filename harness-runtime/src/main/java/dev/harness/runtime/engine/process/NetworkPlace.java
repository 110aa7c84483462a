package dev.harness.runtime.engine.process;

import java.net.InetAddress;

/**
 * The address of a container in a network.
 *
 * @param network its name
 */
public record NetworkPlace(
    String network, InetAddress address, int prefixLength, InetAddress gateway, String mac) {}
