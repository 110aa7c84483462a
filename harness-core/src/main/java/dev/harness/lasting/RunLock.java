package dev.harness.lasting;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to look for what lasts and to make it when there is none; one run of a user on this
 * machine has it at a time. It goes with the process.
 */
public final class RunLock implements AutoCloseable {
  /** So few files need no cleaning; that two hashes share one only costs time. */
  private static final int NAME_DIGITS = 2;

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until nobody else has it.
   *
   * @param directory created when it is missing
   * @throws InterruptedIOException at an interrupt, which stays visible
   * @throws IOException when the directory cannot be written
   */
  public static RunLock take(Path directory, String hash) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(hash.substring(0, NAME_DIGITS) + ".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (!isTaken(channel)) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return new RunLock(channel);
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
      channel.close();
      throw interrupted(e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What Java says of it has no text. */
  private static InterruptedIOException interrupted(Exception cause) {
    InterruptedIOException interrupted =
        new InterruptedIOException("interrupted while another run had the lock");
    interrupted.initCause(cause);
    return interrupted;
  }

  /** Waits for other processes; a thread of this one Java will not let us wait for. */
  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      channel.lock();
      return true;
    } catch (OverlappingFileLockException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(e);
      }
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
