package dev.harness.comparison.ours;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.RunningContainer;
import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import dev.harness.junit5.Container;
import org.junit.jupiter.api.BeforeAll;

/** A database with a schema, and a cache with options. */
class PreparedShopTest implements ShopTests {
  @Container(
      image = POSTGRES,
      ports = 5432,
      env = {"POSTGRES_DB=shop", "POSTGRES_PASSWORD=secret"},
      initScripts = "schema.sql",
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      snapshot = true)
  static RunningContainer db;

  @Container(
      image = REDIS,
      ports = 6379,
      command = {"--maxmemory", "16mb"})
  static RunningContainer cache;

  static Shop shop;

  @BeforeAll
  static void open() {
    String url = db.url("jdbc:postgresql://{host}:{port:5432}/shop");
    shop = new Shop(url, "postgres", "secret", cache.host(), cache.port(6379));
  }

  @Override
  public Shop shop() {
    return shop;
  }
}
