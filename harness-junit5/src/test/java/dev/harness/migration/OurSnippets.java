package dev.harness.migration;

import static dev.harness.junit5.Container.Scope.SESSION;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.exec.ExecResult;
import dev.harness.junit5.Container;
import dev.harness.junit5.ContainerProperties;
import dev.harness.junit5.Network;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users write here; the document shows what is between the marks. */
final class OurSnippets {
  private static final Logger log = LoggerFactory.getLogger(OurSnippets.class);

  private OurSnippets() {}

  static class OneContainer {
    // snippet one-container
    @Container(image = "redis:7", ports = 6379)
    static RunningContainer cache;

    @Test
    void remembers() {
      var address = new InetSocketAddress(cache.host(), cache.port(6379));
      // end
      log.info("{}", address);
    }
  }

  static class ForEachTest {
    // snippet for-each-test
    @Container(image = "redis:7", ports = 6379)
    RunningContainer cache;
    // end
  }

  static class Database {
    // snippet database
    @Container(
        image = "postgres:16",
        ports = 5432,
        env = {"POSTGRES_DB=shop", "POSTGRES_PASSWORD=secret"},
        waitForCommand = {"pg_isready", "-h", "127.0.0.1"})
    static RunningContainer db;

    Connection connect() throws SQLException {
      String url = db.url("jdbc:postgresql://{host}:{port:5432}/shop");
      return DriverManager.getConnection(url, "postgres", "secret");
    }
    // end
  }

  // snippet for-all-classes
  abstract static class BrokerTest {
    @Container(image = "rabbitmq:4", ports = 5672, scope = SESSION)
    static RunningContainer broker;
  }

  static class InvoicesTest extends BrokerTest {}

  // end

  static class OnANetwork {
    // snippet network
    @Network static ContainerNetwork backend;

    @Container(image = "redis:7", network = "backend", alias = "cache")
    static RunningContainer cache;

    @Container(
        image = "shop:1",
        network = "backend",
        ports = 8080,
        env = "CACHE=cache:6379",
        dependsOn = "cache")
    static RunningContainer shop;
    // end
  }

  static class WithAFile {
    // snippet file-and-http
    @Container
    static final ContainerSpec WEB =
        ContainerSpec.image("nginx:1")
            .port(80)
            .file("/usr/share/nginx/html/index.html", "hello")
            .waitFor(Wait.forHttp(80, "/index.html").body("hello"))
            .startupTimeout(Duration.ofSeconds(10));
    // end
  }

  static class WithLog {
    // snippet log-lines
    @Container(image = "shop:1", waitForLogLine = "Started in .* s")
    static RunningContainer shop;

    @Test
    void logs() {
      shop.onLogLine(log::info);
    }
    // end
  }

  static class WithCommands {
    // snippet commands
    @Container(image = "postgres:16", env = "POSTGRES_PASSWORD=secret")
    static RunningContainer db;

    @Test
    void dumps() {
      ExecResult dump = db.exec("pg_dump", "-U", "postgres", "-f", "/tmp/dump.sql");
      if (dump.exitCode() == 0) {
        db.copyFrom("/tmp/dump.sql", Path.of("target/dump.sql"));
      }
    }
    // end
  }

  // snippet in-code
  static void together() {
    var db = ContainerSpec.image("postgres:16").port(5432).env("POSTGRES_PASSWORD", "secret");
    var shop = ContainerSpec.image("shop:1").port(8080).dependsOn(db);
    try (Harness harness = Harness.open()) {
      List<RunningContainer> started = harness.startAll(db, shop);
      log.info("{}", started.get(1).url("http://{host}:{port:8080}/"));
    }
  }

  // end

  static class WithProperties {
    // snippet properties
    @Container(
        image = "redis:7",
        ports = 6379,
        properties = {"spring.data.redis.host={host}", "spring.data.redis.port={port:6379}"})
    static RunningContainer cache;
    // end
  }

  /** Spring's, which is not on our class path. */
  @interface DynamicPropertySource {}

  /** Spring's. */
  interface DynamicPropertyRegistry {
    void add(String name, Supplier<Object> valueSupplier);
  }

  static class WithSpring {
    // snippet spring
    @Container(
        image = "postgres:16",
        ports = 5432,
        dynamicProperties = "spring.datasource.url=jdbc:postgresql://{host}:{port:5432}/shop")
    static RunningContainer db;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
      ContainerProperties.of(WithSpring.class).forEach(registry::add);
    }
    // end
  }
}
