package dev.harness.runtime.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkFiguresTest {
  @Test
  void readsEachLinkButTheLoopback() {
    List<String> lines =
        List.of(
            "Inter-|   Receive                            |  Transmit",
            " face |bytes packets errs drop fifo frame compressed multicast|bytes packets errs"
                + " drop",
            "    lo:  99 1 0 0 0 0 0 0 99 1 0 0 0 0 0 0",
            "  eth0:1000 10 1 2 0 0 0 0 2000 20 3 4 0 0 0 0");

    assertThat(LinkFigures.parse(lines))
        .isEqualTo(
            Map.of(
                "eth0",
                new LinkFigures(
                    new LinkFigures.Direction(1000, 10, 1, 2),
                    new LinkFigures.Direction(2000, 20, 3, 4))));
  }

  @Test
  void findsNoneInAnEmptyFile() {
    assertThat(LinkFigures.parse(List.of())).isEmpty();
  }
}
