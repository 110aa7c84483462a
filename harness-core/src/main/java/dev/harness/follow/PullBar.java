package dev.harness.follow;

import dev.harness.engineapi.image.ProgressMessage;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** How far a pull is, as a line with a bar: {@code redis:7 [####......] 40 % 12 of 30 MB}. */
public final class PullBar implements Consumer<ProgressMessage> {
  private static final int WIDTH = 30;
  private static final int MAX_NAME = 40;
  private static final double MEGABYTE = 1e6;

  private final String image;
  private final Map<String, ProgressMessage.Progress> layers = new TreeMap<>();

  /** Begins at nothing. */
  public PullBar(String image) {
    this.image = image.length() <= MAX_NAME ? image : "…" + image.substring(image.length() - 39);
  }

  @Override
  public void accept(ProgressMessage message) {
    ProgressMessage.Progress progress = message.progressDetail();
    if (progress != null && progress.total() > 0 && message.status().equals("Downloading")) {
      layers.put(message.id(), progress);
    } else if (message.status().equals("Pull complete")) {
      layers.computeIfPresent(
          message.id(), (id, last) -> new ProgressMessage.Progress(last.total(), last.total()));
    }
  }

  /** The line, without an end; the layers that have not begun do not count. */
  @Override
  public String toString() {
    long current = layers.values().stream().mapToLong(ProgressMessage.Progress::current).sum();
    long total = layers.values().stream().mapToLong(ProgressMessage.Progress::total).sum();
    if (total == 0) {
      return image;
    }
    double part = Math.min(1, Math.max(0, (double) current / total));
    int filled = (int) (part * WIDTH);
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %.0f %% %.0f of %.0f MB",
        image,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        part * 100,
        current / MEGABYTE,
        total / MEGABYTE);
  }
}
