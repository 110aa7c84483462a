package dev.harness.comparison.ours;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.ContainerNetwork;
import dev.harness.RunningContainer;
import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import dev.harness.junit5.Container;
import dev.harness.junit5.Network;

/** Both in a network in which they find each other; the database writes into memory. */
class ConnectedShopTest implements ShopTests {
  @Network static ContainerNetwork backend;

  @Container(
      image = POSTGRES,
      ports = 5432,
      env = {"POSTGRES_DB=shop", "POSTGRES_PASSWORD=secret"},
      network = "backend",
      alias = "db",
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      snapshot = true)
  static RunningContainer db;

  @Container(image = REDIS, ports = 6379, network = "backend", alias = "cache")
  static RunningContainer cache;

  @Override
  public Shop shop() {
    String url = db.url("jdbc:postgresql://{host}:{port:5432}/shop");
    return new Shop(url, "postgres", "secret", cache.host(), cache.port(6379));
  }
}
