package dev.harness.comparison.ours;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.RunningContainer;
import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import dev.harness.junit5.Container;

/** A database and a cache. */
class PlainShopTest implements ShopTests {
  @Container(
      image = POSTGRES,
      ports = 5432,
      env = {"POSTGRES_DB=shop", "POSTGRES_PASSWORD=secret"},
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      snapshot = true)
  static RunningContainer db;

  @Container(image = REDIS, ports = 6379)
  static RunningContainer cache;

  @Override
  public Shop shop() {
    String url = db.url("jdbc:postgresql://{host}:{port:5432}/shop");
    return new Shop(url, "postgres", "secret", cache.host(), cache.port(6379));
  }
}
