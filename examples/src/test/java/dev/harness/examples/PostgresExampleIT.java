package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A test class with a PostgreSQL of its own. */
class PostgresExampleIT {
  private static final Logger LOG = LoggerFactory.getLogger("example");

  @Container(
      image = "debian.internal/postgresql",
      ports = 5432,
      env = {"POSTGRES_PASSWORD=secret", "POSTGRES_DB=shop"},
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"})
  static RunningContainer db;

  private static Connection connect() throws SQLException {
    String url = "jdbc:postgresql://%s:%d/shop".formatted(db.host(), db.port(5432));
    return DriverManager.getConnection(url, "postgres", "secret");
  }

  @BeforeEach
  void createTable() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists orders");
      statement.execute("create table orders (id serial primary key, item text not null)");
    }
  }

  @Test
  void storesOrders() throws SQLException {
    try (Connection connection = connect()) {
      insert(connection, "a book");
      insert(connection, "a lamp");

      List<String> rows = rows(connection);

      rows.forEach(row -> LOG.info("Row: {}", row));
      assertThat(rows).containsExactly("1 a book", "2 a lamp");
    }
  }

  private static void insert(Connection connection, String item) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into orders (item) values (?)")) {
      insert.setString(1, item);
      insert.executeUpdate();
    }
  }

  private static List<String> rows(Connection connection) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, item from orders order by id")) {
      while (result.next()) {
        rows.add(result.getInt(1) + " " + result.getString(2));
      }
    }
    return rows;
  }
}
