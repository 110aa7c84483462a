package dev.harness.comparison.theirs;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** What a database and a cache are to the team is written down once. */
@Testcontainers(parallel = true)
class TeamShopTest implements ShopTests {
  static class Database extends PostgreSQLContainer {
    Database() {
      super(DockerImageName.parse(POSTGRES).asCompatibleSubstituteFor("postgres"));
      withDatabaseName("shop");
      withUsername("postgres");
      withPassword("secret");
    }
  }

  static class Cache extends GenericContainer<Cache> {
    Cache() {
      super(REDIS);
      withExposedPorts(6379);
    }
  }

  @Container static Database db = new Database();
  @Container static Cache cache = new Cache();

  @Override
  public Shop shop() {
    return new Shop(
        db.getJdbcUrl(),
        db.getUsername(),
        db.getPassword(),
        cache.getHost(),
        cache.getMappedPort(6379));
  }
}
