package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The timeline of a suite, read and looked at in a browser that runs in a container of its own. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field
@Tag("once") // the same page for whoever looks at it
@Timeout(300)
class TimelineIT {
  private static final Pattern BAR = Pattern.compile("<a class=\"bar [^>]* aria-label=\"([^,]*), ");
  private static final Pattern LANE = Pattern.compile("class=\"label\"[^>]*>([^<]*)<");

  private static final String SHOP = "dev.harness.acceptance.shop.";

  @TempDir static Path directory;
  private static Path report;

  @BeforeAll
  static void runTheSuite() {
    report = directory.resolve("timeline.html");
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      selectClass(SHOP + "OrdersCase"),
                      selectClass(SHOP + "BasketCase"),
                      selectClass(SHOP + "SearchCase"),
                      selectClass(SHOP + "PricesCase"))
                  .configurationParameter("harness.timeline", report.toString())
                  .build());
    }
  }

  @Test
  void isLookedAtInABrowser() throws IOException {
    try (Browser browser = Browser.open()) {
      browser.take(report);

      String page = browser.dom();
      BufferedImage light = browser.picture(directory.resolve("light.png"), 1500, 1000);
      BufferedImage dark = browser.darkPicture(directory.resolve("dark.png"), 1500, 1000);
      BufferedImage narrow = browser.picture(directory.resolve("narrow.png"), 700, 1000);

      assertThat(all(LANE, page))
          .containsSubsequence("engine", "orders-db", "redis", "search")
          .contains("orders-cache", "OrdersCase", "BasketCase", "SearchCase", "PricesCase");
      assertThat(all(BAR, page))
          .containsSubsequence(
              "engine: start or find",
              "engine: end",
              "start: create",
              "start: start",
              "wait: wait until ready",
              "stop: remove",
              "test: storesAnOrder()",
              "test: convertsPrices(String) › [1] currency=EUR",
              "test: sendsAnInvoice()");
      assertThat(page)
          .contains("test: sendsAnInvoice(), failed, ", "test: brewsCoffee(), skipped, ")
          .contains("wait: wait until ready, failed, ", "exited with code 3")
          .contains("loading &lt;/script&gt;&lt;b&gt;index&lt;/b&gt;\nno index</pre>")
          .doesNotContain("<script", "<b>");
      assertThat(List.of(light.getWidth(), light.getHeight())).containsExactly(1500, 1000);
      assertThat(List.of(narrow.getWidth(), narrow.getHeight())).containsExactly(700, 1000);
      assertThat(Pixels.of(light, 0x1f9d63)).as("tests").isGreaterThan(300);
      // Beside tests that take long, bars are as narrow as they get.
      assertThat(Pixels.of(light, 0x2f6fde)).as("starts").isGreaterThan(250);
      assertThat(Pixels.of(light, 0xcf222e)).as("failures").isGreaterThan(100);
      assertThat(Pixels.of(light, 0xf6f7f9)).as("bright page").isGreaterThan(20_000);
      assertThat(Pixels.of(dark, 0x0e1217)).as("dark page").isGreaterThan(20_000);
    }
  }

  private static List<String> all(Pattern pattern, String page) {
    return pattern.matcher(page).results().map(found -> found.group(1)).toList();
  }
}
