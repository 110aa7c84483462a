package dev.harness.acceptance.shop;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import org.junit.jupiter.api.Test;

/** A test whose container does not become ready. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class SearchCase {
  @Container(
      image = "debian.internal/busybox",
      name = "search",
      ports = 9200,
      command = {
        "sh",
        "-c",
        "echo 'loading </script><b>index</b>'; sleep 0.3; printf '\\033[31mno index\\033[0m'; exit 3"
      })
  static RunningContainer search;

  @Test
  void findsTea() {}
}
