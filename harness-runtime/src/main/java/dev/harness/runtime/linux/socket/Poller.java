package dev.harness.runtime.linux.socket;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Kernel;
import dev.harness.runtime.linux.NativeMemory;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits until one of several descriptors can be read or written, as {@code epoll(7)} does.
 *
 * <p>One thread waits; {@link #wakeUp} may be called by any.
 */
public final class Poller implements AutoCloseable {
  private static final long EPOLL_CLOEXEC = 0x80000;
  private static final long EFD_FLAGS = 0x80000 | 0x800;
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int READABLE = 1;
  private static final int WRITABLE = 4;
  private static final int EVENTS = 64;
  private static final int WAKE_UP = -1;

  /** Where there is none, its size is not looked at. */
  private static final long NO_MASK = 0;

  /** Only on x86-64 is {@code struct epoll_event} packed. */
  private static final boolean PACKED = Architecture.current() == Architecture.X86_64;

  private static final int EVENT_SIZE = PACKED ? 12 : 16;
  private static final int DATA_AT = PACKED ? 4 : 8;

  private final Fd epoll;
  private final Fd wakeUps;

  /** Of the thread that waits. */
  private final ByteBuffer events =
      ByteBuffer.allocateDirect(EVENTS * EVENT_SIZE).order(ByteOrder.nativeOrder());

  private Poller(Fd epoll, Fd wakeUps) {
    this.epoll = epoll;
    this.wakeUps = wakeUps;
    control(ADD, wakeUps, WAKE_UP, READABLE);
  }

  /** Makes a poller that watches nothing yet. */
  public static Poller open() {
    long epoll = Kernel.attempt(SystemCall.EPOLL_CREATE1, EPOLL_CLOEXEC);
    Fd owned = Fd.owning(check("epoll_create1", epoll));
    try {
      long wakeUps = Kernel.attempt(SystemCall.EVENTFD2, 0, EFD_FLAGS);
      return new Poller(owned, Fd.owning(check("eventfd2", wakeUps)));
    } catch (SystemException e) {
      owned.close();
      throw e;
    }
  }

  /** Watches {@code fd}, whose events are reported as {@code key}, a number of 0 or more. */
  public void add(Fd fd, int key) {
    control(ADD, fd, key, READABLE);
  }

  /** Like {@link #add}, for one that is to be written to, or connected. */
  public void addWritable(Fd fd, int key) {
    control(ADD, fd, key, WRITABLE);
  }

  /** Watches {@code fd} no longer. */
  public void remove(Fd fd) {
    control(DELETE, fd, 0, 0);
  }

  /** Waits and returns the keys of what is ready or has failed: none after the time or a wake-up. */
  public List<Integer> await(Duration timeout) {
    return ready(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
  }

  /** Returns the keys of what is ready or has failed, without waiting; forgets a wake-up. */
  public List<Integer> poll() {
    return ready(0);
  }

  /** Makes the present or the next {@link #await} return at once. */
  public void wakeUp() {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer one = memory.allocate(Long.BYTES);
      one.putLong(0, 1);
      long at = NativeMemory.address(one);
      check("write", Kernel.attempt(SystemCall.WRITE, wakeUps.number(), at, Long.BYTES));
    }
  }

  @Override
  public void close() {
    epoll.close();
    wakeUps.close();
  }

  private List<Integer> ready(long millis) {
    long at = NativeMemory.address(events);
    long count =
        Kernel.attempt(SystemCall.EPOLL_PWAIT, epoll.number(), at, EVENTS, millis, NO_MASK);
    if (count == 0) {
      return List.of();
    }
    List<Integer> keys = new ArrayList<>(check("epoll_pwait", count));
    for (int i = 0; i < count; i++) {
      int key = (int) events.getLong(i * EVENT_SIZE + DATA_AT);
      if (key == WAKE_UP) {
        forgetWakeUps();
      } else {
        keys.add(key);
      }
    }
    return keys;
  }

  private void forgetWakeUps() {
    try (NativeMemory memory = new NativeMemory()) {
      long at = NativeMemory.address(memory.allocate(Long.BYTES));
      check("read", Kernel.attempt(SystemCall.READ, wakeUps.number(), at, Long.BYTES));
    }
  }

  private void control(int operation, Fd fd, int key, int events) {
    try (NativeMemory memory = new NativeMemory()) {
      ByteBuffer event = memory.allocate(EVENT_SIZE);
      event.putInt(0, events).putLong(DATA_AT, key);
      long at = NativeMemory.address(event);
      check(
          "epoll_ctl",
          Kernel.attempt(SystemCall.EPOLL_CTL, epoll.number(), operation, fd.number(), at));
    }
  }

  private static int check(String call, long result) {
    if (result < 0) {
      throw new SystemException(call, Errno.of((int) -result));
    }
    return (int) result;
  }
}
