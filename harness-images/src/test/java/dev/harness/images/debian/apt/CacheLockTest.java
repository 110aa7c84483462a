package dev.harness.images.debian.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
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
  void refusesSecondObjectOfTheSameProcess() throws IOException {
    Path file = directory.resolve("lock");

    try (CacheLock.Held held = new CacheLock(file).acquire()) {
      assertThatThrownBy(new CacheLock(file)::acquire)
          .isInstanceOf(IOException.class)
          .hasMessage(
              file + " is in use by another object of this process; share that object instead");
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
