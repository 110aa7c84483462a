package dev.harness.follow;

import dev.harness.engineapi.image.ProgressMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Collects from the messages of a pull what is worth a line of the log. */
public final class PullReport implements Consumer<ProgressMessage> {
  private static final String ORIGIN = "Pulling from ";

  private final Map<String, Long> bytes = new HashMap<>();
  private String origin = "";

  @Override
  public void accept(ProgressMessage message) {
    if (message.status().startsWith(ORIGIN)) {
      origin = message.status().substring(ORIGIN.length());
    }
    ProgressMessage.Progress progress = message.progressDetail();
    if (progress != null && message.status().equals("Downloading")) {
      bytes.merge(message.id(), Math.max(progress.current(), progress.total()), Math::max);
    }
  }

  /** Where from and how much, as far as the engine told. */
  @Override
  public String toString() {
    long sum = bytes.values().stream().mapToLong(Long::longValue).sum();
    return (origin.isEmpty() ? "" : " from " + origin)
        + ": "
        + (sum == 0 ? "" : Figures.bytes(sum) + ", ");
  }
}
