package dev.harness.runtime.linux.netlink;

import java.nio.ByteBuffer;

/**
 * A packet that the kernel holds until somebody decides about it.
 *
 * @param id by which the decision names it
 * @param link the index of the link that it came in by, 0 if there was none
 * @param bytes the whole packet from its IP header on, valid until the next one is received
 */
public record QueuedPacket(int id, int link, ByteBuffer bytes) {}
