package dev.harness.probe;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Asks a database one query by a driver of the class path. */
public record JdbcProbe(String user, String password, String query) {

  /** Asks once; returns nothing when it was answered, or else why not. */
  public Optional<String> missing(String url) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      boolean unused = statement.execute(query);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()).strip());
    }
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "JdbcProbe[user=" + user + ", query=" + query + "]";
  }
}
