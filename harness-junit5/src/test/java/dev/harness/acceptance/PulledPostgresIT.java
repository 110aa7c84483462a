package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerSpec;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryServer;
import dev.harness.junit5.Container;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole path: annotation, engine, real registry, PostgreSQL, published port. */
@ExtendWith(RegistryExtension.class)
class PulledPostgresIT {
  static ContainerSpec database = ContainerSpec.image("set.before/all");

  @BeforeAll
  static void publish(RegistryServer registry) throws IOException {
    String image = new PublishedImages(registry).publish("postgresql", LayerEncoding.GZIP);
    database =
        ContainerSpec.image(image)
            .env("POSTGRES_USER", "shop")
            .env("POSTGRES_PASSWORD", "secret")
            .env("POSTGRES_DB", "orders")
            .port(5432)
            .waitFor(Wait.forJdbc("jdbc:postgresql://{host}:{port:5432}/orders", "shop", "secret"));
  }

  @Test
  void storesRows(@Container("database") RunningContainer db) throws SQLException {
    String url = "jdbc:postgresql://%s:%d/orders".formatted(db.host(), db.port(5432));

    try (Connection connection = DriverManager.getConnection(url, "shop", "secret");
        Statement statement = connection.createStatement()) {
      statement.execute("create table item (name text)");
      statement.execute("insert into item values ('book')");
      try (ResultSet rows = statement.executeQuery("select name, current_user from item")) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo("book");
        assertThat(rows.getString(2)).isEqualTo("shop");
      }
    }
  }

  @Test
  void runsAsPostgres(@Container("database") RunningContainer db) {
    assertThat(db.exec("id", "-un").stdout()).isEqualTo("postgres\n");
    assertThat(db.exec("cat", "/var/lib/postgresql/data/PG_VERSION").exitCode()).isZero();
  }
}
