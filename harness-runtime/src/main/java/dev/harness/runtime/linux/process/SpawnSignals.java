package dev.harness.runtime.linux.process;

import dev.harness.runtime.linux.NativeMemory;
import java.nio.ByteBuffer;

/**
 * What becomes of signals in a process that is spawned, as a {@code posix_spawnattr_t}.
 *
 * <p>The JVM blocks and catches signals, its parents may ignore some, and the C library ignores those
 * that it uses itself. It visits all signals of a new process in any case, so that it resets them costs
 * nothing, while code of ours to do it would be half of a program that executes something.
 */
final class SpawnSignals {
  /** The same in glibc and musl: flags, process group, reset signals, blocked signals, more. */
  private static final int BYTES = 336;

  private static final int RESET_SIGNALS = 8;
  private static final int ALL = -1;
  private static final int SIGNAL_SET_BYTES = 128;
  private static final short SETSIGDEF = 4;
  private static final short SETSIGMASK = 8;

  private SpawnSignals() {}

  /** Attributes with which none is blocked, ignored or caught; returns their address. */
  static long reset(NativeMemory memory) {
    ByteBuffer attributes = memory.allocate(BYTES);
    attributes.putShort(0, (short) (SETSIGDEF | SETSIGMASK));
    for (int at = 0; at < SIGNAL_SET_BYTES; at += Integer.BYTES) {
      attributes.putInt(RESET_SIGNALS + at, ALL);
    }
    return NativeMemory.address(attributes);
  }
}
