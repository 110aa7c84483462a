package dev.harness.comparison.ours;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.RunningContainer;
import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import dev.harness.junit5.Container;

/** The application reads properties. */
class ConfiguredShopTest implements ShopTests {
  @Container(
      image = POSTGRES,
      ports = 5432,
      env = {"POSTGRES_DB=shop", "POSTGRES_PASSWORD=secret"},
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      snapshot = true,
      properties = "shop.db=jdbc:postgresql://{host}:{port:5432}/shop")
  static RunningContainer db;

  @Container(
      image = REDIS,
      ports = 6379,
      properties = {"shop.cache.host={host}", "shop.cache.port={port:6379}"})
  static RunningContainer cache;

  @Override
  public Shop shop() {
    return new Shop(
        System.getProperty("shop.db"),
        "postgres",
        "secret",
        System.getProperty("shop.cache.host"),
        Integer.getInteger("shop.cache.port"));
  }
}
