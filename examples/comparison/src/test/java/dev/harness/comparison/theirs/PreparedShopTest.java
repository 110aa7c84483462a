package dev.harness.comparison.theirs;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A database with a schema, and a cache with options. */
@Testcontainers(parallel = true)
class PreparedShopTest implements ShopTests {
  @Container
  static PostgreSQLContainer db =
      new PostgreSQLContainer(DockerImageName.parse(POSTGRES).asCompatibleSubstituteFor("postgres"))
          .withDatabaseName("shop")
          .withUsername("postgres")
          .withPassword("secret")
          .withCopyFileToContainer(
              MountableFile.forHostPath("src/test/resources/schema.sql"),
              "/docker-entrypoint-initdb.d/schema.sql");

  @Container
  static GenericContainer<?> cache =
      new GenericContainer<>(REDIS).withExposedPorts(6379).withCommand("--maxmemory", "16mb");

  static Shop shop;

  @BeforeAll
  static void open() {
    shop =
        new Shop(
            db.getJdbcUrl(),
            db.getUsername(),
            db.getPassword(),
            cache.getHost(),
            cache.getMappedPort(6379));
  }

  @Override
  public Shop shop() {
    return shop;
  }
}
