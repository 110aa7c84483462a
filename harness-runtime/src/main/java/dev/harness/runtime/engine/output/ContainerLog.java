package dev.harness.runtime.engine.output;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output of a container, kept in a file of its own form (time, stream, length, bytes), so that
 * it holds any bytes and reading does not parse text.
 *
 * <p>Readers follow it until {@link #end}; a later {@link #begin} starts the next run's output
 * behind that of the runs before.
 */
public final class ContainerLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerLog.class);
  private static final Duration LONG = Duration.ofDays(36_500);
  private static final int HEADER = 8 + 4 + 1 + 4;

  /** Beside the number of the stream: the entry goes on with a line. */
  private static final int CONTINUING = 0x80;

  private final LogFiles files;
  private final Clock clock;

  /** Held while an entry goes to the file; {@link #lock} may be taken inside. */
  private final ReentrantLock writing = new ReentrantLock();

  /** Guards what readers ask for; never held during I/O. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition grown = lock.newCondition();
  private long length;
  private boolean live;
  private long runs;
  private boolean closed;
  private boolean broken;

  /**
   * Makes the file.
   *
   * @throws IOException when that is there already or cannot be made
   */
  public ContainerLog(Path path, Clock clock) throws IOException {
    this(path, Long.MAX_VALUE, 1, clock);
  }

  /**
   * Makes the first file; the oldest goes when one too many is full.
   *
   * @param maxBytes how large a file gets
   * @param maxFiles how many are kept
   * @throws IOException when the file is there already or cannot be made
   */
  public ContainerLog(Path path, long maxBytes, int maxFiles, Clock clock) throws IOException {
    this.clock = clock;
    this.files = new LogFiles(path, maxBytes, maxFiles);
  }

  /** A run begins: followers wait for what comes. */
  public void begin() {
    lock.lock();
    try {
      live = true;
      runs++;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The run has ended and all its output was appended: followers come to the end. */
  public void end() {
    lock.lock();
    try {
      live = false;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Appends one entry; a full disk loses output, not the container (H49).
   *
   * @param continuing whether it goes on with a line
   */
  void append(OutputStreamKind kind, byte[] bytes, boolean continuing) {
    Instant now = clock.instant();
    ByteBuffer record = ByteBuffer.allocate(HEADER + bytes.length);
    record.putLong(now.getEpochSecond()).putInt(now.getNano());
    record
        .put((byte) (kind.number() | (continuing ? CONTINUING : 0)))
        .putInt(bytes.length)
        .put(bytes)
        .flip();
    writing.lock();
    try {
      write(record);
    } finally {
      writing.unlock();
    }
  }

  private void write(ByteBuffer record) {
    try {
      grown(files.write(record, available()));
      broken = false;
    } catch (IOException failure) {
      if (!broken) {
        LOG.warn("output is lost, {} cannot be written: {}", files, failure.getMessage());
      }
      broken = true;
    }
  }

  private void grown(long to) {
    lock.lock();
    try {
      length = to;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the entries that a query wants to {@code sink}, the oldest first; with {@code follow} it
   * blocks until the run ends or the query's {@code until} has come.
   *
   * @throws IOException when the log cannot be read or the sink refuses
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public void read(LogQuery query, LogSink sink) throws IOException, InterruptedException {
    try (LogReader in = new LogReader(files, 0)) {
      long end = available();
      history(query, sink, in, end);
      while (query.follow() && notPast(query)) {
        end = awaitMore(in.position(), patience(query));
        if (end <= in.position()) {
          return;
        }
        while (in.position() < end) {
          deliver(query, sink, next(in));
        }
      }
    }
  }

  /**
   * Gives what a run writes to {@code sink} as it comes: of the run that was on when {@code place}
   * was taken, or else of the next one, for which this waits. Returns when that has ended, or when
   * there will be none.
   *
   * @param place where to begin, from {@link #place}
   * @param history whether what earlier runs and this one wrote comes first
   * @param follow whether to go on with what comes; otherwise there is only history
   * @throws IOException when the log cannot be read or the sink refuses
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public void attach(Place place, boolean history, boolean follow, LogSink sink)
      throws IOException, InterruptedException {
    try (LogReader in = new LogReader(files, history ? 0 : place.length())) {
      if (follow) {
        awaitRun(place);
      }
      long end = place.length();
      do {
        while (in.position() < end) {
          sink.accept(next(in));
        }
        end = follow ? awaitMore(in.position(), LONG) : end;
      } while (end > in.position());
    }
  }

  /** Where the log is at one moment. */
  public record Place(long length, boolean live, long runs) {}

  /** Where it is now. */
  public Place place() {
    lock.lock();
    try {
      return new Place(length, live, runs);
    } finally {
      lock.unlock();
    }
  }

  private void awaitRun(Place since) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!since.live() && runs == since.runs() && !closed) {
        grown.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean notPast(LogQuery query) {
    return query.until().map(end -> clock.instant().isBefore(end)).orElse(true);
  }

  private Duration patience(LogQuery query) {
    return query.until().map(end -> Duration.between(clock.instant(), end)).orElse(LONG);
  }

  private static void history(LogQuery query, LogSink sink, LogReader in, long end)
      throws IOException {
    boolean all = query.tail().isEmpty();
    LastLines tail = new LastLines(query.tail().orElse(0));
    while (in.position() < end) {
      LogEntry entry = next(in);
      if (!query.wants(entry)) {
        continue;
      }
      if (all) {
        sink.accept(entry);
      } else {
        tail.add(entry);
      }
    }
    for (LogEntry entry : tail.entries()) {
      sink.accept(entry);
    }
  }

  private static void deliver(LogQuery query, LogSink sink, LogEntry entry) throws IOException {
    if (query.wants(entry)) {
      sink.accept(entry);
    }
  }

  private static LogEntry next(LogReader reader) throws IOException {
    DataInputStream in = reader.entry();
    Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
    int stream = in.readUnsignedByte();
    OutputStreamKind kind =
        (stream & ~CONTINUING) == OutputStreamKind.STDERR.number()
            ? OutputStreamKind.STDERR
            : OutputStreamKind.STDOUT;
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    reader.passed(HEADER + (long) bytes.length);
    return new LogEntry(time, kind, bytes, (stream & CONTINUING) != 0);
  }

  /** Waits until there is more than {@code position}, no more will come or the time is over. */
  private long awaitMore(long position, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(limit);
      while (live && length <= position && left > 0) {
        left = grown.awaitNanos(left);
      }
      return length;
    } finally {
      lock.unlock();
    }
  }

  private long available() {
    lock.lock();
    try {
      return length;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    end();
    try {
      files.close();
    } catch (IOException failure) {
      LOG.warn("cannot close {}: {}", files, failure.getMessage());
    }
  }
}
