package dev.harness.acceptance.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** Tests with a cache for each; one is not done. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class BasketCase {
  @Container(image = "debian.internal/redis", ports = 6379)
  RunningContainer store;

  @Test
  void beginsEmpty() {
    assertThat(store.exec("redis-cli", "DBSIZE").stdout()).isEqualTo("0\n");
  }

  @Test
  void remembersItems() {
    assertThat(store.exec("redis-cli", "SADD", "basket", "tea", "milk").stdout()).isEqualTo("2\n");
  }

  @Disabled("until the shop sells coffee")
  @Test
  void brewsCoffee() {}
}
