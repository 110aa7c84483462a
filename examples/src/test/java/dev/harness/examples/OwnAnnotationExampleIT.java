package dev.harness.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import dev.harness.junit5.Url;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** An annotation of the team's: what a database is to them is written down once. */
@OwnAnnotationExampleIT.Database
class OwnAnnotationExampleIT {

  /** All classes of the run that have it get the same database; what the application reads is set. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @Container(
      value = "db",
      image = "debian.internal/postgresql",
      ports = 5432,
      env = "POSTGRES_PASSWORD=secret",
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      scope = Container.Scope.SESSION,
      properties = "shop.db=jdbc:postgresql://{host}:{port:5432}/postgres")
  @interface Database {}

  @Test
  void tellsTheApplicationWhereItIs() throws SQLException {
    String url = System.getProperty("shop.db");

    try (Connection connection = DriverManager.getConnection(url, "postgres", "secret")) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void tellsTestsTheSame(
      @Container("db") RunningContainer db,
      @Url("jdbc:postgresql://{host}:{port:5432}/postgres") String url) {
    assertThat(url).contains(":" + db.port(5432) + "/").isEqualTo(System.getProperty("shop.db"));
  }
}
