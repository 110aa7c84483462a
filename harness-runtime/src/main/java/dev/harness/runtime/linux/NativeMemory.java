package dev.harness.runtime.linux;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory outside the heap for the arguments of one system call, valid until closed.
 *
 * <p>Small arguments come from a block that each thread keeps, so that a call allocates nothing.
 */
public final class NativeMemory implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;
  private static final byte[] ZEROS = new byte[BLOCK];
  private static final int ALIGNMENT = 8;
  private static final ThreadLocal<Block> BLOCKS = ThreadLocal.withInitial(Block::new);

  private final Block block = BLOCKS.get();
  private final int mark = block.used;
  private final List<ByteBuffer> large = new ArrayList<>(0);

  /** Reserves {@code size} zeroed bytes. */
  public ByteBuffer allocate(int size) {
    int start = (block.used + ALIGNMENT - 1) & -ALIGNMENT;
    if (start + size > BLOCK) {
      ByteBuffer own = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
      large.add(own);
      return own;
    }
    block.used = start + size;
    ByteBuffer slice = block.bytes.slice(start, size).order(ByteOrder.nativeOrder());
    slice.put(0, ZEROS, 0, size);
    return slice;
  }

  /** Copies {@code text} as UTF-8 with a terminating zero byte and returns its address. */
  public long string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return cString(bytes);
  }

  /** Copies {@code bytes} with a terminating zero byte and returns the address. */
  public long cString(byte[] bytes) {
    ByteBuffer copy = allocate(bytes.length + 1);
    copy.put(0, bytes);
    return address(copy);
  }

  /** Copies {@code bytes} and returns the address. */
  public long bytes(byte[] bytes) {
    ByteBuffer copy = allocate(bytes.length);
    copy.put(0, bytes);
    return address(copy);
  }

  /** The address of the first byte of a direct buffer, whatever its position. */
  public static long address(ByteBuffer direct) {
    return MemoryIO.getInstance().getDirectBufferAddress(direct);
  }

  @Override
  public void close() {
    block.used = mark;
  }

  private static final class Block {
    final ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK);
    int used;
  }
}
