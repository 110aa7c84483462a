package dev.harness.runtime.engine;

import java.net.InetAddress;

/**
 * The address of a container in a network.
 *
 * @param network its name
 */
public record NetworkPlace(
    String network, InetAddress address, int prefixLength, InetAddress gateway, String mac) {}
