package dev.harness.images.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Which libraries a 64-bit little-endian ELF file asks for by name (ELF specification, DT_NEEDED). */
public final class ElfFile {
  private static final int MAGIC = 0x464c457f;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;

  private final ByteBuffer bytes;

  /** Wraps the content of a file. */
  public ElfFile(byte[] content) {
    this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether it is such a file at all. */
  public boolean isElf64() {
    return bytes.capacity() > 64 && bytes.getInt(0) == MAGIC && bytes.get(4) == 2;
  }

  /** The names of the libraries. */
  public List<String> needed() {
    List<Long> nameOffsets = new ArrayList<>();
    long strings = 0;
    int dynamic = segment(PT_DYNAMIC);
    if (dynamic < 0) {
      return List.of();
    }
    int at = (int) bytes.getLong(dynamic + 8);
    for (long tag = bytes.getLong(at); tag != 0; at += 16, tag = bytes.getLong(at)) {
      if (tag == DT_NEEDED) {
        nameOffsets.add(bytes.getLong(at + 8));
      } else if (tag == DT_STRTAB) {
        strings = fileOffset(bytes.getLong(at + 8));
      }
    }
    long table = strings;
    return nameOffsets.stream().map(offset -> string((int) (table + offset))).toList();
  }

  private int segment(int type) {
    for (int header : headers()) {
      if (bytes.getInt(header) == type) {
        return header;
      }
    }
    return -1;
  }

  private long fileOffset(long address) {
    for (int header : headers()) {
      long start = bytes.getLong(header + 16);
      long size = bytes.getLong(header + 32);
      if (bytes.getInt(header) == PT_LOAD && address >= start && address < start + size) {
        return bytes.getLong(header + 8) + address - start;
      }
    }
    throw new IllegalArgumentException("no segment holds the address " + address);
  }

  private List<Integer> headers() {
    List<Integer> headers = new ArrayList<>();
    for (int i = 0; i < bytes.getShort(56); i++) {
      headers.add((int) bytes.getLong(32) + i * bytes.getShort(54));
    }
    return headers;
  }

  private String string(int offset) {
    StringBuilder text = new StringBuilder();
    for (int at = offset; bytes.get(at) != 0; at++) {
      text.append((char) bytes.get(at));
    }
    return text.toString();
  }
}
