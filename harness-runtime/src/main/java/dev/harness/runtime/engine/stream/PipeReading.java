package dev.harness.runtime.engine.stream;

import dev.harness.runtime.engine.output.Outlet;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.SystemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads several pipes of a process at once, on one thread: a thread for each would take longer to
 * start than most commands take to run.
 */
final class PipeReading {
  private static final int CHUNK = 16 * 1024;

  private final Map<Fd, Outlet> open = new LinkedHashMap<>();

  /** Also gives what comes from {@code reader}, which stays the caller's, to {@code outlet}. */
  PipeReading add(Fd reader, Outlet outlet) {
    open.put(reader, outlet);
    return this;
  }

  /**
   * Carries everything over until the last process that holds another end has gone.
   *
   * @param end can be read from when the process has ended; takes ownership
   * @param ended is run once when that is so, even while others still hold the pipes
   */
  void run(Optional<Fd> end, Runnable ended) {
    Optional<Fd> awaited = end;
    try {
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
      while (!open.isEmpty()) {
        List<Fd> watched = new ArrayList<>(open.keySet());
        awaited.ifPresent(watched::add);
        List<Fd> ready = Io.awaitReadable(watched);
        ready.stream().filter(open::containsKey).forEach(reader -> carry(reader, chunk.clear()));
        if (awaited.isPresent() && ready.contains(awaited.get())) {
          awaited.get().close();
          awaited = Optional.empty();
          ended.run();
        }
      }
    } finally {
      awaited.ifPresent(Fd::close);
    }
  }

  private void carry(Fd reader, ByteBuffer chunk) {
    Outlet outlet = Objects.requireNonNull(open.get(reader));
    int count = 0;
    try {
      count = Io.read(reader, chunk);
    } catch (SystemException failure) {
      outlet.cutOff(String.valueOf(failure.getMessage()));
    }
    if (count == 0) {
      open.remove(reader);
      outlet.end();
      return;
    }
    byte[] bytes = new byte[count];
    chunk.get(0, bytes);
    outlet.accept(bytes);
  }
}
