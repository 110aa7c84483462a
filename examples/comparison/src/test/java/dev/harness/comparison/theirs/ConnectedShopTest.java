package dev.harness.comparison.theirs;

import static dev.harness.comparison.Images.POSTGRES;
import static dev.harness.comparison.Images.REDIS;

import dev.harness.comparison.Shop;
import dev.harness.comparison.ShopTests;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Both in a network in which they find each other; the database writes into memory. */
@Testcontainers(parallel = true)
class ConnectedShopTest implements ShopTests {
  static Network backend = Network.newNetwork();

  @Container
  static PostgreSQLContainer db =
      new PostgreSQLContainer(DockerImageName.parse(POSTGRES).asCompatibleSubstituteFor("postgres"))
          .withDatabaseName("shop")
          .withUsername("postgres")
          .withPassword("secret")
          .withNetwork(backend)
          .withNetworkAliases("db");

  @Container
  static GenericContainer<?> cache =
      new GenericContainer<>(REDIS)
          .withExposedPorts(6379)
          .withNetwork(backend)
          .withNetworkAliases("cache");

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
