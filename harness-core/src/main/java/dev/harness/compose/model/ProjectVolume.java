package dev.harness.compose.model;

/**
 * A volume that services share.
 *
 * @param external the name of one that the engine has; empty where it is made
 */
public record ProjectVolume(String external) {}
