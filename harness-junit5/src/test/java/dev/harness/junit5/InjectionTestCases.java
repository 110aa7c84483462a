package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.ContainerVolume;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Classes whose fields and parameters get something; run by {@link InjectionTest}. */
@NullUnmarked // the extension sets the fields
final class InjectionTestCases {
  private InjectionTestCases() {}

  static class UrlTestCase {
    @Container(
        image = "server:1",
        ports = {80, 5432})
    static RunningContainer db;

    @Url("http://{host}:{port:80}/")
    static String text;

    @Url("http://{host}:{port:80}/")
    private URI uri;

    @Port(5432)
    InetSocketAddress address;

    @BeforeAll
    static void isThereBefore(@Url("{host}:{port:5432}") String url) {
      assertThat(text).isEqualTo(db.url("http://{host}:{port:80}/"));
      assertThat(url).isEqualTo("localhost:" + db.port(5432));
    }

    @Test
    void isReached(@Port(80) int port, @Url("x://{port:80}") URI parameter) {
      assertThat(uri).hasToString(text);
      assertThat(address.getHostString()).isEqualTo("localhost");
      assertThat(address.getPort()).isEqualTo(db.port(5432));
      assertThat(port).isEqualTo(db.port(80));
      assertThat(parameter).hasToString("x://" + port);
    }

    @Nested
    class InsideTestCase {
      @Container(image = "server:1", ports = 80)
      RunningContainer own;

      @Test
      void prefersTheOnlyOneOfTheClass(
          @Url("{port:80}") String nearest, @Url(value = "{port:80}", of = "db") String named) {
        assertThat(nearest).isEqualTo("" + own.port(80));
        assertThat(named).isEqualTo("" + db.port(80));
      }
    }
  }

  static class ResourceTestCase {
    @Network ContainerNetwork network;
    @Volume ContainerVolume volume;

    @Container(image = "server:1", name = "db", network = "network", volumes = "volume:/data")
    RunningContainer db;

    @Test
    void areThereForATest(@Network ContainerNetwork another, @Volume ContainerVolume more) {
      assertThat(network.name()).isNotEqualTo(another.name());
      assertThat(volume.name()).isNotEqualTo(more.name());
    }

    @Test
    void areNewForTheNext(@Network("network") ContainerNetwork same) {
      assertThat(same).isSameAs(network);
    }
  }

  @EnabledIfContainers
  static class HarnessTestCase {
    private static final ContainerSpec SERVER = ContainerSpec.image("server:1");

    @BeforeAll
    static void startsForTheClass(Harness harness) {
      RunningContainer unused = harness.start(SERVER.name("class"));
    }

    @Test
    void startsForATest(Harness harness) {
      RunningContainer unused = harness.start(SERVER.name("test"));
      assertThat(harness.address()).hasScheme("tcp");
    }
  }
}
