package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import dev.harness.exec.ExecResult;
import dev.harness.files.FileSource;
import dev.harness.junit5.Container;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The images of the catalogue, used as people use those of their names in the registry. */
class DebianCatalogIT {

  @Test
  void redisKeepsValues(
      @Container(image = "debian.internal/redis", ports = 6379) RunningContainer redis)
      throws IOException {
    try (Socket client = new Socket(redis.host(), redis.port(6379))) {
      assertThat(ask(client, "SET colour green\r\n")).isEqualTo("+OK");
      assertThat(ask(client, "EXISTS colour\r\n")).isEqualTo(":1");
    }
    assertThat(redis.exec("redis-cli", "GET", "colour").stdout()).isEqualTo("green\n");
    assertThat(owner(redis)).isEqualTo("redis");
    String unused = logsWith(redis, "Ready to accept connections");
  }

  @Test
  void redisTakesOptionsAndAPassword(
      @Container(
              image = "debian.internal/redis:7",
              ports = 6379,
              command = {"--requirepass", "secret"})
          RunningContainer redis)
      throws IOException {
    try (Socket client = new Socket(redis.host(), redis.port(6379))) {
      assertThat(ask(client, "PING\r\n")).startsWith("-NOAUTH");
      assertThat(ask(client, "AUTH secret\r\n")).isEqualTo("+OK");
    }
  }

  @Test
  void memcachedKeepsValues(
      @Container(image = "debian.internal/memcached", ports = 11211) RunningContainer memcached)
      throws IOException {
    try (Socket client = new Socket(memcached.host(), memcached.port(11211))) {
      assertThat(ask(client, "set colour 0 60 5\r\ngreen\r\n")).isEqualTo("STORED");
      assertThat(ask(client, "get colour\r\n")).isEqualTo("VALUE colour 0 5");
    }
    assertThat(owner(memcached)).isEqualTo("memcache");
  }

  @Test
  void nginxServesItsDirectoryAndLogsToTheOutput(
      @Container(image = "debian.internal/nginx", ports = 80) RunningContainer nginx)
      throws IOException {
    assertThat(get(nginx, "/")).contains("Welcome to nginx!");

    nginx.copyTo(FileSource.text("hello"), "/usr/share/nginx/html/hello.txt");

    assertThat(get(nginx, "/hello.txt")).isEqualTo("hello");
    assertThat(logsWith(nginx, "\"GET /hello.txt HTTP/1.1\" 200 5")).contains("[notice]");
    assertThat(nginx.exec("cat", "/etc/nginx/conf.d/default.conf").stdout()).contains("listen 80;");
  }

  /** A server writes its line once it has answered, so that comes a little later. */
  private static String logsWith(RunningContainer container, String line) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    String logs = container.logs();
    while (!logs.contains(line) && System.nanoTime() < end) {
      logs = container.logs();
    }
    assertThat(logs).contains(line);
    return logs;
  }

  @Test
  void nginxFillsInTemplates() throws IOException {
    String template = "server { listen 8080; return 200 \"$uri says ${GREETING}\"; }";
    try (Harness harness = Harness.open();
        RunningContainer nginx =
            harness.start(
                ContainerSpec.image("debian.internal/nginx")
                    .env("GREETING", "moin")
                    .file("/etc/nginx/templates/hello.conf.template", template)
                    .port(8080))) {
      assertThat(get(nginx, 8080, "/who")).isEqualTo("/who says moin");
    }
  }

  @Test
  void mariadbIsInitialisedFromItsVariables(
      @Container(
              image = "debian.internal/mariadb",
              ports = 3306,
              env = {
                "MARIADB_ROOT_PASSWORD=it's \\ top",
                "MARIADB_DATABASE=my_shop",
                "MARIADB_USER=clerk",
                "MARIADB_PASSWORD=secret"
              })
          RunningContainer mariadb)
      throws IOException {
    String rows =
        "create table item (name text); insert into item values ('book'); select name from item";
    String[] asClerk = {
      "mariadb", "-h127.0.0.1", "-uclerk", "-psecret", "-N", "my_shop", "-e", rows
    };

    assertThat(mariadb.exec(asClerk).stdout()).isEqualTo("book\n");
    assertThat(
            mariadb
                .exec("mysql", "-uroot", "-pit's \\ top", "-N", "-e", "select current_user()")
                .stdout())
        .isEqualTo("root@localhost\n");
    assertThat(mariadb.exec("healthcheck.sh", "--connect", "--innodb_initialized").exitCode())
        .isZero();
    assertThat(owner(mariadb)).isEqualTo("mysql");
    try (Socket client = new Socket(mariadb.host(), mariadb.port(3306))) {
      byte[] greeting = client.getInputStream().readNBytes(40);
      assertThat(new String(greeting, StandardCharsets.ISO_8859_1)).contains("MariaDB");
    }
  }

  @Test
  void mariadbWithoutPasswordSaysWhatToSet() {
    ContainerSpec spec = ContainerSpec.image("debian.internal/mariadb").port(3306);

    try (Harness harness = Harness.open()) {
      assertThatThrownBy(() -> harness.start(spec))
          .hasMessageContaining("nothing says which password root has")
          .hasMessageContaining("Set MARIADB_ROOT_PASSWORD");
    }
  }

  @Test
  void imageOfPackagesHasTheirProgramsAndTrustedCertificates(
      @Container(
              image = "debian.internal/packages/curl/ca-certificates",
              command = {"sleep", "1000"})
          RunningContainer box) {
    ExecResult version = box.exec("curl", "--version");

    assertThat(version.stdout()).startsWith("curl ").contains("https");
    assertThat(box.exec("grep", "-c", "BEGIN CERT", "/etc/ssl/certs/ca-certificates.crt").stdout())
        .matches("\\d{2,}\n");
  }

  @Test
  void unknownVersionNamesThoseThatThereAre() {
    try (Harness harness = Harness.open()) {
      assertThatThrownBy(() -> harness.start(ContainerSpec.image("debian.internal/redis:99")))
          .hasMessageContaining(
              "no version \"99\" for the image redis. Tags that fit are latest, ");
    }
  }

  /** One request, the first line of its answer. */
  private static String ask(Socket client, String request) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  private static String get(RunningContainer nginx, String path) throws IOException {
    return get(nginx, 80, path);
  }

  private static String get(RunningContainer nginx, int port, String path) throws IOException {
    // Not by text: the host may be an IPv6 address.
    URL url = new URL("http", nginx.host(), nginx.port(port), path);
    try (InputStream body = url.openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Who the container's first process is. */
  private static String owner(RunningContainer container) {
    return container.exec("stat", "-c", "%U", "/proc/1").stdout().strip();
  }
}
