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

/** A database and a cache. */
@Testcontainers(parallel = true)
class PlainShopTest implements ShopTests {
  @Container
  static PostgreSQLContainer db =
      new PostgreSQLContainer(DockerImageName.parse(POSTGRES).asCompatibleSubstituteFor("postgres"))
          .withDatabaseName("shop")
          .withUsername("postgres")
          .withPassword("secret");

  @Container
  static GenericContainer<?> cache = new GenericContainer<>(REDIS).withExposedPorts(6379);

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
