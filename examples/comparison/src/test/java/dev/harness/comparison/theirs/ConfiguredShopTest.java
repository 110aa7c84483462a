package dev.harness.comparison.theirs;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The application reads properties. */
@Testcontainers(parallel = true)
class ConfiguredShopTest implements ShopTests {
  @Container
  static PostgreSQLContainer db =
      new PostgreSQLContainer(DockerImageName.parse(POSTGRES).asCompatibleSubstituteFor("postgres"))
          .withDatabaseName("shop")
          .withUsername("postgres")
          .withPassword("secret");

  @Container
  static GenericContainer<?> cache = new GenericContainer<>(REDIS).withExposedPorts(6379);

  @BeforeAll
  static void setProperties() {
    System.setProperty("shop.db", db.getJdbcUrl());
    System.setProperty("shop.cache.host", cache.getHost());
    System.setProperty("shop.cache.port", cache.getMappedPort(6379).toString());
  }

  @AfterAll
  static void clearProperties() {
    System.clearProperty("shop.db");
    System.clearProperty("shop.cache.host");
    System.clearProperty("shop.cache.port");
  }

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
