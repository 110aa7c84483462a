package dev.harness.images.debian.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheLockTest {
  @TempDir Path directory;

  @Test
  void mayBeTakenAgainByItsHolder() throws IOException {
    CacheLock lock = new CacheLock(directory.resolve("lock"));

    try (CacheLock.Held outer = lock.acquire()) {
      assertThat(lock.isHeldOnce()).isTrue();
      try (CacheLock.Held inner = lock.acquire()) {
        assertThat(lock.isHeldOnce()).isFalse();
      }
      assertThat(lock.isHeldOnce()).isTrue();
    }
  }

  @Test
  void secondObjectOfTheProcessWaitsForTheFirst() throws Exception {
    Path file = directory.resolve("lock");
    FutureTask<Boolean> second =
        new FutureTask<>(
            () -> {
              new CacheLock(file).acquire().close();
              return true;
            });
    Thread waiting = new Thread(second, "second");

    try (CacheLock.Held held = new CacheLock(file).acquire()) {
      waiting.start();
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(second).isNotDone();
    }

    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesAnotherNameOfTheSameFile() throws IOException {
    Path file = directory.resolve("lock");
    Path other = Files.createSymbolicLink(directory.resolve("other"), file);

    try (CacheLock.Held held = new CacheLock(file).acquire()) {
      assertThatThrownBy(new CacheLock(other)::acquire)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is in use by another class loader of this process, or by another");
    }
  }

  @Test
  void isFreeAfterTheLastRelease() throws IOException {
    Path file = directory.resolve("lock");
    CacheLock first = new CacheLock(file);
    first.acquire().close();

    try (CacheLock.Held held = new CacheLock(file).acquire()) {
      assertThat(file).exists();
    }
  }
}
