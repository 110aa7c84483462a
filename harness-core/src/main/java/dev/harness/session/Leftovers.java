package dev.harness.session;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.locate.user.HarnessLog;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What processes that have ended have left on an engine. */
final class Leftovers {
  private final EngineClient client;

  Leftovers(EngineClient client) {
    this.client = client;
  }

  /** Removes it; what cannot be removed is told of, and stays. */
  void remove() {
    remove(
        "container",
        () -> client.containers().list(true),
        container -> container.labels(),
        container -> container.id(),
        client.containers()::remove);
    remove(
        "network",
        client.networks()::list,
        network -> network.labels(),
        network -> network.name(),
        client.networks()::remove);
    remove(
        "volume",
        () -> client.volumes().list().volumes(),
        volume -> volume.labels(),
        volume -> volume.name(),
        client.volumes()::remove);
  }

  private static <T> void remove(
      String kind,
      Supplier<List<T>> all,
      Function<T, Map<String, String>> labels,
      Function<T, String> name,
      Consumer<String> removal) {
    attempt(
        () ->
            all.get().stream()
                .filter(thing -> isLeft(labels.apply(thing)))
                .map(name)
                .forEach(left -> attempt(() -> remove(kind, left, removal))));
  }

  private static boolean isLeft(Map<String, String> labels) {
    return Owner.parse(labels.getOrDefault(Session.OWNER, "")).filter(Owner::isGone).isPresent();
  }

  private static void remove(String kind, String name, Consumer<String> removal) {
    removal.accept(name);
    HarnessLog.get().info("Removed: {} {} of a run that has died", kind, name);
  }

  /** Another session may remove the same at the same time, so a refusal is no failure of this one. */
  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (EngineApiException e) {
      HarnessLog.get().warn("Leftovers of a run that has died may stay: {}", e.getMessage());
    }
  }
}
