package dev.harness.compose.model;

import dev.harness.spec.NetworkSpec;

/**
 * A network that services share.
 *
 * @param spec what it is to be like, where it is made
 * @param external the name of one that the engine has; empty where it is made
 */
public record ProjectNetwork(NetworkSpec spec, String external) {}
