package dev.harness.acceptance;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.exec.ExecResult;
import dev.harness.exec.ExecSpec;
import dev.harness.files.FileSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A Chromium without a screen, in a container made of Debian's packages. */
final class Browser implements AutoCloseable {
  private static final String IMAGE =
      "debian.internal/packages/chromium-headless-shell/fonts-dejavu-core";
  private static final String PAGE = "/tmp/page.html";
  private static final String PICTURE = "/tmp/page.png";

  private final Harness harness;
  private final RunningContainer container;

  private Browser(Harness harness, RunningContainer container) {
    this.harness = harness;
    this.container = container;
  }

  static Browser open() {
    Harness harness = Harness.open();
    try {
      return new Browser(
          harness, harness.start(ContainerSpec.image(IMAGE).command("sleep", "1000")));
    } catch (RuntimeException e) {
      harness.close();
      throw e;
    }
  }

  /** Gives it the page to look at. */
  void take(Path page) {
    container.copyTo(FileSource.path(page), PAGE);
  }

  /** The page as the browser understood it. */
  String dom() {
    return run("--dump-dom");
  }

  BufferedImage picture(Path target, int width, int height) throws IOException {
    return picture(target, List.of("--window-size=" + width + "," + height));
  }

  BufferedImage darkPicture(Path target, int width, int height) throws IOException {
    return picture(
        target,
        List.of(
            "--window-size=" + width + "," + height, "--blink-settings=preferredColorScheme=0"));
  }

  private BufferedImage picture(Path target, List<String> options) throws IOException {
    List<String> all = new ArrayList<>(options);
    all.add("--hide-scrollbars");
    all.add("--screenshot=" + PICTURE);
    String unused = run(all.toArray(String[]::new));
    container.copyFrom(PICTURE, target);
    return ImageIO.read(target.toFile());
  }

  private String run(String... options) {
    List<String> command = new ArrayList<>();
    command.add("chromium-headless-shell");
    command.add("--no-sandbox");
    command.add("--disable-gpu");
    command.add("--disable-dev-shm-usage");
    command.addAll(List.of(options));
    command.add("file://" + PAGE);
    ExecResult result = container.exec(ExecSpec.command(command).timeLimit(Duration.ofSeconds(60)));
    if (result.exitCode() != 0) {
      throw new AssertionError("The browser failed: " + result);
    }
    return result.stdout();
  }

  @Override
  public void close() {
    try (harness) {
      container.close();
    }
  }
}
