package dev.harness.images.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.ChainId;
import dev.harness.images.reference.Digest;
import dev.harness.images.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one store. */
class StoreSharingTest {
  private static final ChainId LAYER = new ChainId(Digest.sha256(new byte[] {1}));

  @TempDir private Path directory;
  private Process other;

  /** Unpacks half a layer, uses another, says so, and goes on when it is told to. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
      try (Store store = Store.open(Path.of(arguments[0]))) {
        store.lease(List.of(LAYER));
        try (LayerLock lock = store.lock(LAYER);
            LayerIngest ingest = store.ingest(LAYER)) {
          Files.writeString(ingest.tree().resolve("f"), "from the other process");
          Files.writeString(Path.of(arguments[0], "ready"), String.valueOf(lock != null));
          System.in.read();
          ingest.publish(LAYER.digest(), 1);
        }
        System.in.read();
      }
    }
  }

  @BeforeEach
  void startTheOtherProcess() throws Exception {
    other =
        ChildJvm.start(
            directory.resolve("output").toFile(), OtherProcess.class, directory.toString());
    try (var watch = directory.getFileSystem().newWatchService()) {
      directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!Files.exists(directory.resolve("ready"))) {
        assertThat(System.nanoTime()).as("the other process started").isLessThan(deadline);
        var key = watch.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
  }

  @AfterEach
  void endTheOtherProcess() throws Exception {
    other.destroyForcibly().waitFor();
    assertThat(directory.resolve("output")).isEmptyFile();
  }

  private void tellTheOtherProcess() throws IOException {
    other.getOutputStream().write('\n');
    other.getOutputStream().flush();
  }

  @Test
  void waitsForALayerThatAnotherProcessUnpacks() throws Exception {
    try (Store store = Store.open(directory)) {
      CompletableFuture<Boolean> found =
          CompletableFuture.supplyAsync(
              () -> {
                try (LayerLock lock = store.lock(LAYER)) {
                  return lock != null && store.layer(LAYER).isPresent();
                }
              });
      assertThatThrownBy(() -> found.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);

      tellTheOtherProcess();

      assertThat(found.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void takesOverFromAKilledProcessAndShowsNoHalfLayer() throws Exception {
    try (Store store = Store.open(directory)) {
      other.destroyForcibly().waitFor();

      try (LayerLock lock = store.lock(LAYER)) {
        assertThat(lock).isNotNull();
        assertThat(store.layer(LAYER)).isEmpty();
      }
      store.remove(table -> table);

      try (var sessions = Files.list(directory.resolve("sessions"))) {
        assertThat(sessions).hasSize(1);
      }
    }
  }

  @Test
  void keepsLayersThatAnotherProcessUses() throws Exception {
    try (Store store = Store.open(directory)) {
      tellTheOtherProcess();
      store.lock(LAYER).close();
      store.remove(table -> table);
      assertThat(store.layer(LAYER)).isPresent();

      other.destroyForcibly().waitFor();
      store.remove(table -> table);

      assertThat(store.layer(LAYER)).isEmpty();
    }
  }
}
