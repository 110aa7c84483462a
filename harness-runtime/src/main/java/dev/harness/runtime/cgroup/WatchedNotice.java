package dev.harness.runtime.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.LongSupplier;

/** Waits until a count of version 2 has risen, whose file the kernel reports as changed. */
final class WatchedNotice implements OomNotice {
  private final WatchService service;
  private final LongSupplier count;
  private long told;

  /** Takes ownership of {@code service}, which watches the file's directory. */
  WatchedNotice(WatchService service, LongSupplier count) {
    this.service = service;
    this.count = count;
  }

  @Override
  public boolean await() {
    try {
      while (count.getAsLong() <= told) {
        WatchKey key = service.take();
        key.pollEvents();
        if (!key.reset()) {
          return false;
        }
      }
      told = count.getAsLong();
      return true;
    } catch (ClosedWatchServiceException closed) {
      return false;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot end the watch over a control group", failure);
    }
  }
}
