package dev.harness.lasting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class RunLockTest {
  @TempDir Path directory;

  @Test
  void letsOneGoAfterTheOther() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> second;
    try (RunLock first = RunLock.take(directory.resolve("locks"), "abc")) {
      second = CompletableFuture.runAsync(() -> takeAndTell(order));
      order.add("first");
    }

    second.get(10, TimeUnit.SECONDS);

    assertThat(order).containsExactly("first", "second");
  }

  private void takeAndTell(List<String> order) {
    try (RunLock lock = RunLock.take(directory.resolve("locks"), "abd")) {
      order.add("second");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void letsAnInterruptEndTheWaiting() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    try (RunLock first = RunLock.take(directory, "abc")) {
      Thread thread =
          new Thread(
              () -> {
                try (RunLock second = RunLock.take(directory, "abc")) {
                  result.complete("taken");
                } catch (IOException e) {
                  result.complete(e + ", " + Thread.currentThread().isInterrupted());
                }
              });
      thread.start();

      thread.interrupt();

      assertThat(result.get(10, TimeUnit.SECONDS))
          .isEqualTo(
              "java.io.InterruptedIOException: interrupted while another run had the lock, true");
      thread.join();
    }
  }
}
