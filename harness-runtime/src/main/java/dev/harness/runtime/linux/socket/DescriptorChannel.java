package dev.harness.runtime.linux.socket;

import dev.harness.runtime.linux.Calls;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;

/**
 * A pair of connected sockets over which another process passes one descriptor to this one ({@code
 * SCM_RIGHTS} of {@code unix(7)}). For one thread.
 */
public final class DescriptorChannel implements AutoCloseable {
  private static final long AF_UNIX = 1;
  private static final long SOCK_STREAM_CLOEXEC = 0x80001;
  private static final long MSG_DONTWAIT_CMSG_CLOEXEC = 0x40 | 0x40000000;
  private static final int MESSAGE_BYTES = 56;
  private static final int CONTROL_BYTES = 24;
  private static final int CONTROL_LENGTH = 20;
  private static final int SCM_RIGHTS = 1;

  private final Fd near;
  private final Fd far;

  private DescriptorChannel(Fd near, Fd far) {
    this.near = near;
    this.far = far;
  }

  /** Makes a pair. */
  public static DescriptorChannel open() {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer ends = memory.allocate(8);
      long at = NativeMemory.address(ends);
      Calls.require(
          Kernel.attempt(SystemCall.SOCKETPAIR, AF_UNIX, SOCK_STREAM_CLOEXEC, 0, at), "socketpair");
      return new DescriptorChannel(Fd.owning(ends.getInt(0)), Fd.owning(ends.getInt(4)));
    }
  }

  /** The end of the one who sends, to be inherited. */
  public Fd far() {
    return far;
  }

  /**
   * Takes the descriptor that was sent, owned by the caller; does not wait.
   *
   * @throws SystemException when none was
   */
  public Fd receive() {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer control = memory.allocate(CONTROL_BYTES);
      ByteBuffer vector = memory.allocate(16);
      vector.putLong(0, NativeMemory.address(memory.allocate(1))).putLong(8, 1);
      ByteBuffer message = memory.allocate(MESSAGE_BYTES);
      message.putLong(16, NativeMemory.address(vector)).putLong(24, 1);
      message.putLong(32, NativeMemory.address(control)).putLong(40, CONTROL_BYTES);
      long at = NativeMemory.address(message);
      long received =
          Kernel.attempt(SystemCall.RECVMSG, near.number(), at, MSG_DONTWAIT_CMSG_CLOEXEC);
      Calls.require(received, "recvmsg", near.toString());
      if (control.getLong(0) != CONTROL_LENGTH || control.getInt(12) != SCM_RIGHTS) {
        throw new SystemException("recvmsg", Errno.ENODATA, near.toString(), "no descriptor came");
      }
      return Fd.owning(control.getInt(16));
    }
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
