package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** An annotation of the team's: what a database is to them is written down once. */
class OwnAnnotationExampleIT {

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  @Container(
      image = "debian.internal/postgresql",
      ports = 5432,
      env = "POSTGRES_PASSWORD=secret",
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      scope = Container.Scope.SESSION,
      properties = "shop.db=jdbc:postgresql://{host}:{port:5432}/postgres")
  @interface Database {}

  /** One for all classes of the run; what the application reads is set. */
  @Database static RunningContainer db;

  @Test
  void tellsTheApplicationWhereItIs() throws SQLException {
    String url = System.getProperty("shop.db");

    try (Connection connection = DriverManager.getConnection(url, "postgres", "secret")) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }
}
