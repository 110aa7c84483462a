package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerAccessException;
import dev.harness.ContainerNetwork;
import dev.harness.Faults;
import dev.harness.RunningContainer;
import dev.harness.exec.ExecResult;
import dev.harness.junit5.Container;
import dev.harness.junit5.Network;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Faults that a test puts into what one container sends to another. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class LinkFaultsIT {
  private static final String BUSYBOX = "debian.internal/busybox";

  @Network static ContainerNetwork backend;

  @Container(
      image = BUSYBOX,
      network = "backend",
      alias = "db",
      ports = 80,
      stopSignal = "KILL",
      command = {"nc", "-ll", "-p", "80", "-e", "cat"})
  RunningContainer db;

  @Container(
      image = BUSYBOX,
      network = "backend",
      command = {"sleep", "1000"})
  RunningContainer shop;

  @Container(
      image = BUSYBOX,
      network = "backend",
      command = {"sleep", "1000"})
  RunningContainer other;

  /** Says something to the database and gets it back. */
  private static ExecResult ask(RunningContainer client) {
    return ask(client, 30);
  }

  private static ExecResult ask(RunningContainer client, int seconds) {
    return client.exec("sh", "-c", "echo hello | timeout %d nc db 80".formatted(seconds));
  }

  private static long askMillis(RunningContainer client) {
    long start = System.nanoTime();
    assertThat(ask(client).stdout()).isEqualTo("hello\n");
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** One of several: on a busy machine each may have to wait for a processor. */
  private static long fastestAskMillis(RunningContainer client) {
    return LongStream.generate(() -> askMillis(client)).limit(3).min().orElseThrow();
  }

  @Test
  void delaysOneContainerOnly() {
    try (Faults link = shop.faults(db)) {
      link.latency(Duration.ofSeconds(1));

      assertThat(askMillis(shop)).isGreaterThanOrEqualTo(2000);
      assertThat(fastestAskMillis(other)).isLessThan(2000);
    }
    assertThat(fastestAskMillis(shop)).isLessThan(2000);
  }

  @Test
  void limitsTheBandwidth() {
    try (Faults link = shop.faults(db)) {
      link.bandwidth(50_000);
      long start = System.nanoTime();

      ExecResult result =
          shop.exec("sh", "-c", "head -c 100000 /dev/zero | timeout 20 nc db 80 | wc -c");

      assertThat(result.stdout().strip()).isEqualTo("100000");
      assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(1500);
    }
  }

  @Test
  void cutsAndRestores() {
    try (Faults link = shop.faults(db)) {
      link.cut();

      assertThat(ask(shop, 5).stdout()).isEmpty();
      assertThat(shop.exec("ping", "-c", "1", "-W", "30", "db").exitCode()).isZero();

      link.restore();
      assertThat(ask(shop).stdout()).isEqualTo("hello\n");
    }
  }

  @Test
  void resetsWhatIsOpen() {
    try (Faults link = shop.faults(db)) {
      String script =
          "mkfifo /tmp/in; (exec 3<>/tmp/in; echo hello >&3; nc db 80 <&3 >/tmp/answer;"
              + " echo $? > /tmp/end) > /dev/null 2>&1 &"
              + " until grep -q hello /tmp/answer; do sleep 0.1; done";
      assertThat(shop.exec("timeout", "10", "sh", "-c", script).exitCode()).isZero();

      link.reset();

      String end = "until [ -s /tmp/end ]; do sleep 0.1; done; cat /tmp/end";
      assertThat(shop.exec("timeout", "10", "sh", "-c", end).exitCode()).isZero();
      assertThat(ask(shop).stdout()).isEqualTo("hello\n");
    }
  }

  @Test
  void outlivesARestartOfTheServer() {
    try (Faults link = shop.faults(db)) {
      link.latency(Duration.ofSeconds(1));

      db.restart();

      assertThat(askMillis(shop)).isGreaterThanOrEqualTo(2000);
    }
  }

  @Test
  void endsWithTheContainerThatIsRemoved() {
    Faults link = shop.faults(db);
    link.cut();

    db.close();

    assertThatThrownBy(link::restore)
        .isInstanceOf(ContainerAccessException.class)
        .hasMessageContaining("No such container");
    link.close();
  }

  @Test
  void saysThatTheyHaveNoNetworkTogether(
      @Container(
              image = BUSYBOX,
              command = {"sleep", "1000"})
          RunningContainer alone) {
    assertThatThrownBy(() -> shop.faults(alone))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessageContaining("in no network together");
  }

  @Test
  void saysThatAContainerDoesNotRun() {
    db.stop(Duration.ZERO);

    assertThatThrownBy(() -> shop.faults(db))
        .isInstanceOf(ContainerAccessException.class)
        .hasMessageContaining("does not run");
  }
}
