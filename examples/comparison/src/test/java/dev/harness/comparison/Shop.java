package dev.harness.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The application that is tested: orders are in PostgreSQL, what was counted is in Redis.
 *
 * @param url of the database, with {@code jdbc:}
 */
public record Shop(String url, String user, String password, String cacheHost, int cachePort) {

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** Makes the table if it is missing, and empties both. */
  void empty() throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists orders (id serial, item text not null)");
      statement.execute("truncate orders restart identity");
    }
    ask("FLUSHALL");
  }

  /** Stores an order; its number. */
  int order(String item) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into orders (item) values (?) returning id")) {
      insert.setString(1, item);
      return number(insert.executeQuery());
    }
  }

  /** How many orders there are. */
  int orders() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return number(statement.executeQuery("select count(*) from orders"));
    }
  }

  private static int number(ResultSet result) throws SQLException {
    try (result) {
      result.next();
      return result.getInt(1);
    }
  }

  /** Redis takes commands as lines; the first line of its answer. */
  String ask(String command) throws IOException {
    try (Socket socket = new Socket(cacheHost, cachePort);
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      return String.valueOf(answers.readLine());
    }
  }
}
