package dev.harness.comparison.ours;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.RunningContainer;
import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import dev.harness.junit5.Container;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What a database and a cache are to the team is written down once. */
class TeamShopTest implements ShopTests {
  @Retention(RetentionPolicy.RUNTIME)
  @Container(
      image = POSTGRES,
      ports = 5432,
      env = {"POSTGRES_DB=shop", "POSTGRES_PASSWORD=secret"},
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      snapshot = true)
  @interface Database {}

  @Retention(RetentionPolicy.RUNTIME)
  @Container(image = REDIS, ports = 6379)
  @interface Cache {}

  @Database static RunningContainer db;
  @Cache static RunningContainer cache;

  @Override
  public Shop shop() {
    String url = db.url("jdbc:postgresql://{host}:{port:5432}/shop");
    return new Shop(url, "postgres", "secret", cache.host(), cache.port(6379));
  }
}
