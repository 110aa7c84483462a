package dev.harness.follow;

import dev.harness.engineapi.client.EngineApiException;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.Terminal;
import dev.harness.registry.ImageAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Pulls an image and tells how it goes: a line of the log at both ends, a bar on a terminal. */
public final class ImagePull {
  private final EngineClient client;
  private final ImageAccess images;
  private final Terminal terminal;

  /** Pulls for an engine, with the logins that are found here. */
  public ImagePull(EngineClient client, ImageAccess images, Terminal terminal) {
    this.client = client;
    this.images = images;
    this.terminal = terminal;
  }

  /**
   * Pulls; returns when the image is there.
   *
   * @throws EngineApiException when it cannot be had
   */
  public void run(String image) {
    HarnessLog.get().info("Image {} is not here and is pulled", image);
    pull(image);
  }

  /**
   * Asks the registry what the name means now, and pulls what is missing of that.
   *
   * @throws EngineApiException when it cannot be had
   */
  public void refresh(String image) {
    HarnessLog.get().info("Image {} is looked up in its registry", image);
    pull(image);
  }

  private void pull(String image) {
    long begin = System.nanoTime();
    PullReport report = new PullReport();
    try (Shown shown = new Shown(new PullBar(image), terminal.open())) {
      client.images().pull(image, images.auth(image), report.andThen(shown::show));
    }
    HarnessLog.get().info("Image {} pulled{}{}", image, report, Figures.since(begin));
  }

  /** A bar on a terminal if there is one; a terminal that fails costs the bar and nothing else. */
  private record Shown(PullBar bar, Optional<OutputStream> line) implements AutoCloseable {

    void show(ProgressMessage message) {
      bar.accept(message);
      write(bar.toString());
    }

    private void write(String text) {
      line.ifPresent(
          out -> {
            try {
              out.write(Terminal.rewritten(text));
              out.flush();
            } catch (IOException e) {
              HarnessLog.get().debug("The terminal takes no progress", e);
            }
          });
    }

    @Override
    public void close() {
      write("");
      line.ifPresent(
          out -> {
            try {
              out.close();
            } catch (IOException e) {
              HarnessLog.get().debug("The terminal cannot be closed", e);
            }
          });
    }
  }
}
