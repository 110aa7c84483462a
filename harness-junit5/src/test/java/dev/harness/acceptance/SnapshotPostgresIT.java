package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.exec.ExecSpec;
import dev.harness.junit5.Container;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** A database for each test, which is initialised once. */
@SuppressWarnings("NullAway.Init") // the extension sets the field
@Timeout(120)
class SnapshotPostgresIT {
  @Container(
      image = "debian.internal/postgresql",
      ports = 5432,
      env = {"POSTGRES_DB=shop", "POSTGRES_PASSWORD=secret"},
      initScripts = "declare/schema.sql",
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"},
      snapshot = true)
  RunningContainer db;

  @RepeatedTest(3)
  void hasWhatTheScriptsMadeAndNothingOfOtherTests() {
    assertThat(ask("insert into orders values (7)")).isEqualTo("INSERT 0 1");
    assertThat(ask("select count(*) from orders")).isEqualTo("1");
  }

  private String ask(String query) {
    ExecSpec psql =
        ExecSpec.command("psql", "-h", "127.0.0.1", "-U", "postgres", "-Atc", query, "shop");
    return db.exec(psql.env("PGPASSWORD", "secret")).stdout().strip();
  }
}
