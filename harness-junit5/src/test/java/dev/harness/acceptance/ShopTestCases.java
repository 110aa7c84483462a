package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small suite with containers that run, one that does not, and tests that fail. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
final class ShopTestCases {
  private ShopTestCases() {}

  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class OrdersTestCase {
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

  static class BasketTestCase {
    @Container(image = "debian.internal/redis", ports = 6379)
    RunningContainer store;

    @Test
    void beginsEmpty() {
      assertThat(store.exec("redis-cli", "DBSIZE").stdout()).isEqualTo("0\n");
    }

    @Test
    void remembersItems() {
      assertThat(store.exec("redis-cli", "SADD", "basket", "tea", "milk").stdout())
          .isEqualTo("2\n");
    }

    @Disabled("until the shop sells coffee")
    @Test
    void brewsCoffee() {}
  }

  static class SearchTestCase {
    @Container(
        image = "debian.internal/busybox",
        name = "search",
        ports = 9200,
        command = {
          "sh",
          "-c",
          "echo 'loading </script><b>index</b>'; sleep 0.3; printf '\\033[31mno index\\033[0m'; exit 3"
        })
    static RunningContainer search;

    @Test
    void findsTea() {}
  }

  static class PricesTestCase {
    @Test
    void roundsHalfUp() {
      assertThat(Math.round(2.5)).isEqualTo(3);
    }
  }
}
