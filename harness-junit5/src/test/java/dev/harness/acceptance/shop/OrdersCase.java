package dev.harness.acceptance.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of a database and a cache that run for all of them; one fails. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrdersCase {
  @Container(
      image = "debian.internal/postgresql",
      name = "orders-db",
      ports = 5432,
      env = "POSTGRES_PASSWORD=secret",
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"})
  static RunningContainer db;

  @Container(image = "debian.internal/redis", name = "orders-cache", ports = 6379)
  static RunningContainer cache;

  @Test
  @Order(1)
  void storesAnOrder() throws SQLException {
    assertThat(ask("select sum(n) from generate_series(1, 200000) n")).isEqualTo("20000100000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EUR", "USD"})
  @Order(2)
  void convertsPrices(String currency) throws SQLException {
    assertThat(ask("select '" + currency + "' from pg_sleep(0.08)")).isEqualTo(currency);
  }

  @Test
  @Order(3)
  void sendsAnInvoice() throws SQLException {
    assertThat(ask("select count(*) from pg_tables where schemaname = 'public'"))
        .as("tables of the shop")
        .isEqualTo("3");
  }

  private static String ask(String query) throws SQLException {
    String url = db.url("jdbc:postgresql://{host}:{port:5432}/postgres");
    try (Connection connection = DriverManager.getConnection(url, "postgres", "secret");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
