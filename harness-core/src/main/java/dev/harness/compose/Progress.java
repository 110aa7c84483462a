package dev.harness.compose;

import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.compose.model.Dependency.Condition;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How far a container of a service has come, for those that wait for it. */
final class Progress {
  private final Map<Condition, CompletableFuture<RunningContainer>> reached =
      new EnumMap<>(Condition.class);
  private final CompletableFuture<RunningContainer> ready = new CompletableFuture<>();

  Progress() {
    for (Condition condition : Condition.values()) {
      reached.put(condition, new CompletableFuture<>());
    }
  }

  /** The container when it is as far as this. */
  CompletableFuture<RunningContainer> of(Condition condition) {
    return reached.getOrDefault(condition, ready);
  }

  /** The container when it is ready. */
  CompletableFuture<RunningContainer> ready() {
    return ready;
  }

  /** A wait that is over at once, and tells those who wait for the condition. */
  Wait tell(Condition condition) {
    return Wait.until(
        "its start",
        container -> {
          of(condition).complete(container);
          return true;
        });
  }

  /** It is ready, and so is as far as anybody needs it. */
  void complete(RunningContainer container) {
    reached.values().forEach(one -> one.complete(container));
    ready.complete(container);
  }

  /** It will never be ready. */
  void fail(Throwable failure) {
    reached.values().forEach(one -> one.completeExceptionally(failure));
    ready.completeExceptionally(failure);
  }
}
