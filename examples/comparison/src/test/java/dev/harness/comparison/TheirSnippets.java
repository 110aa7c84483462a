package dev.harness.comparison;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.Slf4jLogConsumer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** What users of Testcontainers write; the document shows what is between the marks. */
final class TheirSnippets {
  private static final Logger log = LoggerFactory.getLogger(TheirSnippets.class);

  private TheirSnippets() {}

  @Testcontainers
  static class OneContainer {
    // snippet one-container
    @Container
    static GenericContainer<?> cache = new GenericContainer<>("redis:7").withExposedPorts(6379);

    @Test
    void remembers() {
      var address = new InetSocketAddress(cache.getHost(), cache.getMappedPort(6379));
      // end
      log.info("{}", address);
    }
  }

  @Testcontainers
  static class ForEachTest {
    // snippet for-each-test
    @Container GenericContainer<?> cache = new GenericContainer<>("redis:7").withExposedPorts(6379);
    // end
  }

  @Testcontainers
  static class Database {
    // snippet database
    @Container
    static PostgreSQLContainer db =
        new PostgreSQLContainer("postgres:16")
            .withDatabaseName("shop")
            .withUsername("postgres")
            .withPassword("secret");

    Connection connect() throws SQLException {
      return DriverManager.getConnection(db.getJdbcUrl(), db.getUsername(), db.getPassword());
    }
    // end
  }

  // snippet for-all-classes
  abstract static class BrokerTest {
    static final GenericContainer<?> BROKER =
        new GenericContainer<>("rabbitmq:4").withExposedPorts(5672);

    static {
      BROKER.start();
    }
  }

  static class InvoicesTest extends BrokerTest {}

  // end

  @Testcontainers
  static class OnANetwork {
    // snippet network
    static Network backend = Network.newNetwork();

    @Container
    static GenericContainer<?> cache =
        new GenericContainer<>("redis:7").withNetwork(backend).withNetworkAliases("cache");

    @Container
    static GenericContainer<?> shop =
        new GenericContainer<>("shop:1")
            .withNetwork(backend)
            .withExposedPorts(8080)
            .withEnv("CACHE", "cache:6379")
            .dependsOn(cache);
    // end
  }

  @Testcontainers
  static class WithAFile {
    // snippet file-and-http
    @Container
    static GenericContainer<?> web =
        new GenericContainer<>("nginx:1")
            .withExposedPorts(80)
            .withCopyToContainer(Transferable.of("hello"), "/usr/share/nginx/html/index.html")
            .waitingFor(
                Wait.forHttp("/index.html")
                    .forPort(80)
                    .forResponsePredicate(body -> body.contains("hello"))
                    .withStartupTimeout(Duration.ofSeconds(10)));
    // end
  }

  @Testcontainers
  static class WithLog {
    // snippet log-lines
    @Container
    static GenericContainer<?> shop =
        new GenericContainer<>("shop:1")
            .waitingFor(Wait.forLogMessage(".*Started in .* s.*\\n", 1));

    @Test
    void logs() {
      shop.followOutput(new Slf4jLogConsumer(log));
    }
    // end
  }

  @Testcontainers
  static class WithCommands {
    // snippet commands
    @Container
    static PostgreSQLContainer db = new PostgreSQLContainer("postgres:16").withPassword("secret");

    @Test
    void dumps() throws IOException, InterruptedException {
      var dump = db.execInContainer("pg_dump", "-U", "test", "-f", "/tmp/dump.sql");
      if (dump.getExitCode() == 0) {
        db.copyFileFromContainer("/tmp/dump.sql", "target/dump.sql");
      }
    }
    // end
  }

  // snippet in-code
  static void together() {
    try (var db = new PostgreSQLContainer("postgres:16");
        var shop = new GenericContainer<>("shop:1")) {
      shop.withExposedPorts(8080).dependsOn(db);
      Startables.deepStart(db, shop).join();
      log.info("http://{}:{}/", shop.getHost(), shop.getMappedPort(8080));
    }
  }

  // end

  @Testcontainers
  static class WithProperties {
    // snippet properties
    @Container
    static GenericContainer<?> cache = new GenericContainer<>("redis:7").withExposedPorts(6379);

    @BeforeAll
    static void tellTheApplication() {
      System.setProperty("spring.data.redis.host", cache.getHost());
      System.setProperty("spring.data.redis.port", cache.getMappedPort(6379).toString());
    }
    // end
  }
}
