package dev.harness.junit5;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.ContainerVolume;
import dev.harness.RunningContainer;
import dev.harness.compose.RunningComposition;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Classes with something wrong in them; {@link WrongDeclarationTest} sees them refused. */
@NullUnmarked // the extension sets the fields
final class WrongTestCases {
  private WrongTestCases() {}

  /** A test that is not run. */
  abstract static class Refused {
    @Test
    void isNotRun() {}
  }

  static class FinalFieldTestCase extends Refused {
    @Container(image = "server:1")
    static final RunningContainer DB = null;
  }

  static class WrongTypeTestCase extends Refused {
    @Container(image = "server:1")
    static String db;
  }

  static class WrongPortTestCase extends Refused {
    @Container(image = "server:1", ports = 70000)
    RunningContainer db;
  }

  static class WrongImageTestCase extends Refused {
    @Container(image = "server 1")
    static RunningContainer db;
  }

  static class ImageAndBuildTestCase extends Refused {
    @Container(image = "server:1", build = "src/test/docker/greeting")
    static RunningContainer db;
  }

  static class NoContextTestCase extends Refused {
    @Container(build = "/no/such/directory")
    static RunningContainer db;
  }

  static class WrongVariableTestCase extends Refused {
    @Container(image = "server:1", env = "PASSWORD")
    static RunningContainer db;
  }

  static class WrongVolumePlaceTestCase extends Refused {
    @Container(image = "server:1", volumes = "data")
    static RunningContainer db;
  }

  static class WrongMemoryTestCase extends Refused {
    @Container(image = "server:1", memory = "much")
    static RunningContainer db;
  }

  static class WrongReuseTestCase extends Refused {
    @Container(image = "server:1", reuse = "for ever")
    static RunningContainer db;
  }

  static class InstanceReuseTestCase extends Refused {
    @Container(image = "server:1", reuse = "1h")
    RunningContainer db;
  }

  static class SpecReuseTestCase extends Refused {
    static final ContainerSpec DB = ContainerSpec.image("server:1").reuse(Duration.ofHours(1));

    @Container("DB")
    RunningContainer db;
  }

  static class ParameterReuseTestCase extends Refused {
    @BeforeAll
    static void before(@Container(image = "server:1", reuse = "1h") RunningContainer db) {}
  }

  static class NetworkReuseTestCase extends Refused {
    @Network static ContainerNetwork backend;

    @Container(image = "server:1", network = "backend", reuse = "1h")
    static RunningContainer db;
  }

  static class VolumeReuseTestCase extends Refused {
    @Volume static ContainerVolume data;

    @Container(image = "server:1", volumes = "data:/data", reuse = "1h")
    static RunningContainer db;
  }

  static class VolumeSnapshotTestCase extends Refused {
    @Volume static ContainerVolume data;

    @Container(image = "server:1", volumes = "data:/data", snapshot = true)
    static RunningContainer db;
  }

  static class ReusedSnapshotTestCase extends Refused {
    @Container(image = "server:1", reuse = "1h", snapshot = true)
    static RunningContainer db;
  }

  static class WrongTimeTestCase extends Refused {
    @Container(image = "server:1", startupTimeout = "90")
    static RunningContainer db;
  }

  static class WrongHttpTestCase extends Refused {
    @Container(image = "server:1", ports = 80, waitForHttp = ":8080/health")
    static RunningContainer db;
  }

  static class NoValueTestCase extends Refused {
    @Container(image = "server:1", env = "PASSWORD=${test.nonesuch}")
    static RunningContainer db;
  }

  static class NoResourceTestCase extends Refused {
    @Container(image = "server:1", initScripts = "declare/nonesuch.sql")
    static RunningContainer db;
  }

  static class NoFileTestCase extends Refused {
    @Container(image = "server:1", files = "/nonesuch/file:/etc/file")
    static RunningContainer db;
  }

  static class UnknownTestCase extends Refused {
    @Container("DB")
    RunningContainer db;
  }

  static class UnknownAmongOthersTestCase extends Refused {
    @Container(image = "server:1")
    static RunningContainer db;

    @Container("dv")
    RunningContainer same;
  }

  @Container(value = "db", image = "server:1")
  static class SameNameTestCase extends Refused {
    @Container(image = "server:1")
    static RunningContainer db;
  }

  static class SameNameBase extends Refused {
    @Container(image = "server:1")
    static RunningContainer db;
  }

  static class InheritedNameTestCase extends SameNameBase {
    @Container(image = "server:1")
    static RunningContainer db;
  }

  @Network("backend")
  static class SameNetworkTestCase extends Refused {
    @Network static ContainerNetwork backend;
  }

  @Container(ports = 80)
  static class NoImageOnClassTestCase extends Refused {}

  @Volume
  static class NoNameOnClassTestCase extends Refused {}

  static class WordsOnReferenceTestCase extends Refused {
    @Container(image = "server:1")
    static RunningContainer db;

    @Container(value = "db", ports = 80, env = "A=b")
    RunningContainer same;
  }

  static class ImageOfSpecTestCase extends Refused {
    @Container(image = "server:1")
    static final ContainerSpec DB = ContainerSpec.image("server:1");
  }

  static class InstanceSpecTestCase extends Refused {
    @Container final ContainerSpec db = ContainerSpec.image("server:1");
  }

  static class EmptySpecTestCase extends Refused {
    @Container static ContainerSpec db;
  }

  static class WrongNetworkTypeTestCase extends Refused {
    @Network static String backend;
  }

  static class WrongSubnetTestCase extends Refused {
    @Network(subnet = "everything")
    static ContainerNetwork backend;
  }

  @Network("backend")
  static class WordsOnNetworkReferenceTestCase extends Refused {
    @Network(value = "backend", ipv6 = true)
    ContainerNetwork same;
  }

  static class FinalVolumeTestCase extends Refused {
    @Volume final ContainerVolume data = null;
  }

  static class PlainNetworkTestCase extends Refused {
    static ContainerNetwork backend;

    @Container(image = "server:1", network = "backend")
    static RunningContainer db;
  }

  static class ShortNetworkTestCase extends Refused {
    @Network ContainerNetwork backend;

    @Container(image = "server:1", network = "backend")
    static RunningContainer db;
  }

  static class UnknownVolumeTestCase extends Refused {
    @Volume("data")
    ContainerVolume same;
  }

  static class AliasTestCase extends Refused {
    @Container(image = "server:1", alias = "web")
    static RunningContainer db;
  }

  static class AliasOfSpecTestCase extends Refused {
    @Container static final ContainerSpec DB = ContainerSpec.image("server:1").alias("web");
  }

  static class InstanceSessionTestCase extends Refused {
    @Container(image = "server:1", scope = Container.Scope.SESSION)
    RunningContainer db;
  }

  static class ParameterSessionTestCase extends Refused {
    @BeforeAll
    static void before(
        @Container(image = "server:1", scope = Container.Scope.SESSION) RunningContainer db) {}
  }

  static class SessionNetworkTestCase extends Refused {
    @Network static ContainerNetwork backend;

    @Container(image = "server:1", network = "backend", scope = Container.Scope.SESSION)
    static RunningContainer db;
  }

  static class CircleTestCase extends Refused {
    @Container(image = "server:1", dependsOn = "b")
    static RunningContainer a;

    @Container(image = "server:1", dependsOn = "a")
    static RunningContainer b;
  }

  static class ShortDependencyTestCase extends Refused {
    @Container(image = "server:1", dependsOn = "other", scope = Container.Scope.SESSION)
    static RunningContainer db;

    @Container(image = "server:1")
    static RunningContainer other;
  }

  static class LaterDependencyTestCase extends Refused {
    @Container(image = "server:1", dependsOn = "other")
    static RunningContainer db;

    @Container(image = "server:1")
    RunningContainer other;
  }

  static class PlainDependencyTestCase extends Refused {
    static final ContainerSpec OTHER = ContainerSpec.image("server:1");

    @Container(image = "server:1", dependsOn = "OTHER")
    static RunningContainer db;
  }

  static class UnknownPropertyPortTestCase extends Refused {
    @Container(image = "server:1", properties = "test.bad={port:99}")
    static RunningContainer db;
  }

  static class NoContainerTestCase extends Refused {
    @Url("http://{host}/")
    String url;
  }

  static class AmbiguousTestCase extends Refused {
    @Container(image = "server:1", ports = 80)
    static RunningContainer a;

    @Container(image = "server:1", ports = 80)
    static RunningContainer b;

    @Url("http://{host}:{port:80}/")
    String url;
  }

  static class UnknownPortTestCase extends Refused {
    @Container(image = "server:1", ports = 80)
    static RunningContainer db;

    @Url("http://{host}:{port:81}/")
    String url;
  }

  static class MisspeltTestCase extends Refused {
    @Container(image = "server:1", ports = 80)
    static RunningContainer db;

    @Url("http://{host}:{prt:80}/")
    String url;
  }

  static class NoUriTestCase extends Refused {
    @Container(image = "server:1")
    static RunningContainer db;

    @Url("http://{host}/ ")
    URI url;
  }

  static class WrongUrlTypeTestCase extends Refused {
    @Container(image = "server:1")
    static RunningContainer db;

    @Url("http://{host}/")
    Object url;
  }

  static class WrongPortTypeTestCase extends Refused {
    @Container(image = "server:1", ports = 80)
    static RunningContainer db;

    @Port(80)
    String port;
  }

  static class EarlyUrlTestCase extends Refused {
    @Container(image = "server:1", ports = 80)
    RunningContainer db;

    @Url("http://{host}:{port:80}/")
    static String url;
  }

  static class ConstructorTestCase extends Refused {
    @Container(image = "server:1")
    RunningContainer db;

    ConstructorTestCase(@Container("db") RunningContainer db) {}
  }

  @Container(value = "db", image = "server:1")
  static class NestedTestCase extends Refused {
    @Nested
    class InsideTestCase {
      @Test
      void isNotRun(@Container("cache") RunningContainer cache) {}
    }
  }

  static class FinalCompositionTestCase extends Refused {
    @Compose("src/test/resources/compose/box.yaml")
    static final RunningComposition SHOP = null;
  }

  static class CompositionTypeTestCase extends Refused {
    @Compose("src/test/resources/compose/box.yaml")
    RunningContainer shop;
  }

  static class WrongCompositionTestCase extends Refused {
    @Compose("src/test/resources/compose/wrong.yaml")
    static RunningComposition shop;
  }

  static class CompositionServiceTestCase extends Refused {
    @Test
    void isNotRun(
        @Compose(value = "src/test/resources/compose/box.yaml", services = "db")
            RunningComposition shop) {}
  }

  static class CompositionVariableTestCase extends Refused {
    @Compose(value = "src/test/resources/compose/box.yaml", env = "A")
    RunningComposition shop;
  }
}
