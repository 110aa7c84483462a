package dev.harness.runtime.linux.elf;

import dev.harness.runtime.linux.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The file around a program: headers, data, code, after the System V ABI, chapters 4 and 5.
 *
 * <p>Data comes first, so that its addresses do not depend on how long the code becomes. Memory is
 * either writable or executable, the stack is writable.
 */
final class ElfFile {
  private static final int HEADER_BYTES = 64;
  private static final int SEGMENT_BYTES = 56;
  private static final int SEGMENTS = 3;
  private static final int HEADERS = HEADER_BYTES + SEGMENTS * SEGMENT_BYTES;

  /** Pages have up to 64 KiB on ARM. */
  private static final int LARGEST_PAGE = 0x10000;

  private static final int DATA_BASE = 0x10000000;
  private static final int CODE_BASE = 0x400000;

  /** Where the first byte of the data is in memory. */
  static final int DATA_ADDRESS = DATA_BASE + HEADERS;

  private static final short EXECUTABLE = 2;
  private static final short X86_64 = 62;
  private static final short AARCH64 = 183;
  private static final int LOAD = 1;
  private static final int GNU_STACK = 0x6474E551;
  private static final int X = 1;
  private static final int W = 2;
  private static final int R = 4;

  private ElfFile() {}

  static byte[] of(Architecture architecture, byte[] data, byte[] code) {
    int codeStart = (HEADERS + data.length + 15) & -16;
    ByteBuffer file = ByteBuffer.allocate(codeStart + code.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    file.putShort(EXECUTABLE).putShort(machine(architecture)).putInt(1);
    file.putLong(CODE_BASE + codeStart).putLong(HEADER_BYTES).putLong(0);
    file.putInt(0).putShort((short) HEADER_BYTES);
    file.putShort((short) SEGMENT_BYTES).putShort((short) SEGMENTS);
    file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    segment(file, LOAD, R | W, 0, DATA_BASE, HEADERS + data.length);
    segment(file, LOAD, R | X, codeStart, CODE_BASE + codeStart, code.length);
    segment(file, GNU_STACK, R | W, 0, 0, 0);
    file.put(data);
    file.position(codeStart).put(code);
    return file.array();
  }

  private static void segment(
      ByteBuffer file, int type, int flags, long offset, long address, long size) {
    file.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(address);
    file.putLong(size).putLong(size).putLong(LARGEST_PAGE);
  }

  private static short machine(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> X86_64;
      case AARCH64 -> AARCH64;
    };
  }
}
