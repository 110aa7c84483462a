package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.RepeatedTest;

/** A database for each test, which is initialised once on this machine and begins fresh every time. */
class SnapshotExampleIT {
  @Container(
      image = "debian.internal/postgresql",
      ports = 5432,
      env = {"POSTGRES_DB=shop", "POSTGRES_PASSWORD=secret"},
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      snapshot = true)
  RunningContainer db;

  @RepeatedTest(3)
  void hasNothingOfOtherTests() throws SQLException {
    String url = db.url("jdbc:postgresql://{host}:{port:5432}/shop");
    try (Connection connection = DriverManager.getConnection(url, "postgres", "secret");
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (item text)");
      statement.execute("insert into orders values ('a lamp')");

      try (ResultSet orders = statement.executeQuery("select count(*) from orders")) {
        assertThat(orders.next()).isTrue();
        assertThat(orders.getInt(1)).isEqualTo(1);
      }
    }
  }
}
