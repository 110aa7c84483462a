package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.junit5.Container;
import dev.harness.junit5.Network;
import dev.harness.junit5.Port;
import dev.harness.junit5.Url;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What classes, fields and parameters declare, in containers that really run. */
@Network("backend")
@Container(
    value = "box",
    image = "${test.box:debian.internal/busybox}",
    network = "backend",
    hostname = "shop",
    workingDirectory = "/srv",
    env = "GREETING=${test.greeting:hello}",
    resources = "declare/note.txt:/srv/",
    files = "/etc/passwd:/srv/users",
    command = {"sleep", "1000"},
    waitForCommand = "true",
    startupTimeout = "2m")
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class DeclaringIT {

  @Test
  void startsTheContainerOfTheClassAsItSays(@Container("box") RunningContainer box) {
    String said =
        box.exec("sh", "-c", "hostname; pwd; echo $GREETING; cat note.txt; head -c 5 users")
            .stdout();

    assertThat(said).isEqualTo("shop\n/srv\nhello\nfrom the class path\nroot:");
  }

  @Test
  void letsATestStartMoreInTheNetworkOfTheClass(
      Harness harness,
      @Network("backend") ContainerNetwork backend,
      @Container RunningContainer box) {
    ContainerSpec peer =
        ContainerSpec.image("debian.internal/busybox")
            .command("sleep", "1000")
            .network(backend)
            .alias("peer")
            .waitFor(Wait.forCommand("true"));

    RunningContainer started = harness.start(peer);

    assertThat(started.isRunning()).isTrue();
    assertThat(box.exec("nslookup", "peer").exitCode()).isZero();
  }

  @Nested
  @Container(
      value = "db",
      image = "debian.internal/postgresql",
      ports = 5432,
      env = "POSTGRES_PASSWORD=secret",
      initScripts = "declare/schema.sql",
      waitForCommand = {"pg_isready", "-h", "127.0.0.1"})
  class WithDatabase {
    @Url(value = "jdbc:postgresql://{host}:{port:5432}/postgres", of = "db")
    String url;

    @Test
    void hasRunTheScripts() throws SQLException {
      try (Connection connection = DriverManager.getConnection(url, "postgres", "secret");
          Statement statement = connection.createStatement();
          ResultSet orders = statement.executeQuery("select count(*) from orders")) {
        assertThat(orders.next()).isTrue();
        assertThat(orders.getInt(1)).isZero();
      }
    }

    @Test
    void isReachedAtItsPort(@Port(5432) InetSocketAddress address) throws IOException {
      try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
        assertThat(socket.isConnected()).isTrue();
      }
    }
  }
}
