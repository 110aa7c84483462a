package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.ContainerNetwork;
import dev.harness.ContainerSpec;
import dev.harness.ContainerVolume;
import dev.harness.RunningContainer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Classes with annotations on them, as a user might write; run by {@link ClassDeclarationTest}. */
@NullUnmarked // the extension sets the fields
final class ClassDeclarationTestCases {
  private ClassDeclarationTestCases() {}

  @Container(value = "db", image = "server:1", name = "db", ports = 5432)
  static class OnClassTestCase {
    @Container("db")
    static RunningContainer shared;

    @Container("db")
    RunningContainer own;

    @BeforeAll
    static void isThereBefore(@Container("db") RunningContainer db) {
      assertThat(db).isSameAs(shared);
    }

    @Test
    void isTheSameEverywhere(
        @Container("db") RunningContainer db, @Container RunningContainer only) {
      assertThat(db).isSameAs(shared).isSameAs(own).isSameAs(only);
      assertThat(db.isRunning()).isTrue();
    }

    @AfterAll
    static void isThereAfter() {
      assertThat(shared.isRunning()).isTrue();
    }

    @Nested
    class InsideTestCase {
      @Container("db")
      RunningContainer seen;

      @Test
      void seesTheOuterOne(@Container RunningContainer db) {
        assertThat(db).isSameAs(seen).isSameAs(shared);
      }
    }
  }

  @Container(value = "db", image = "server:1", name = "first")
  @Container(value = "cache", image = "server:1", name = "second", dependsOn = "db")
  static class RepeatedTestCase {
    @Test
    void hasBoth(@Container("db") RunningContainer db, @Container("cache") RunningContainer cache) {
      assertThat(db.name()).isEqualTo("first");
      assertThat(cache.name()).isEqualTo("second");
    }
  }

  @Container(value = "db", image = "server:1")
  static class Base {}

  static class FirstHeirTestCase extends Base {
    @Test
    void inherits(@Container("db") RunningContainer db) {
      assertThat(db.isRunning()).isTrue();
    }
  }

  @Container(value = "cache", image = "server:1", dependsOn = "db")
  static class SecondHeirTestCase extends Base {
    @Test
    void inheritsAndAdds(
        @Container("db") RunningContainer db, @Container("cache") RunningContainer cache) {
      assertThat(db).isNotSameAs(cache);
    }
  }

  @Container(value = "db", image = "server:1")
  interface HasDatabase {}

  static class OfInterfaceTestCase implements HasDatabase {
    @Test
    void inherits(@Container("db") RunningContainer db) {
      assertThat(db.isRunning()).isTrue();
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Container(
      value = "db",
      image = "server:1",
      name = "session",
      ports = 80,
      scope = Container.Scope.SESSION)
  @interface TeamsDatabase {}

  @TeamsDatabase
  static class FirstOfTeamTestCase {
    @Test
    void uses(@Container("db") RunningContainer db) {
      assertThat(db.isRunning()).isTrue();
    }
  }

  @TeamsDatabase
  static class SecondOfTeamTestCase {
    @Test
    void uses(@Url("http://{host}:{port:80}/") String url) {
      assertThat(url).startsWith("http://localhost:");
    }
  }

  static class FieldOfTeamTestCase {
    @TeamsDatabase static RunningContainer mine;

    @Test
    void isFoundByTheNameInTheAnnotation(@Container("db") RunningContainer db) {
      assertThat(db).isSameAs(mine);
    }
  }

  @Network("backend")
  @Network("frontend")
  @Volume("data")
  @Container(
      value = "db",
      image = "server:1",
      name = "db",
      network = "backend",
      alias = "database",
      volumes = "data:/var/lib/data")
  static class ResourcesTestCase {
    @Network("backend")
    static ContainerNetwork backend;

    @Network("frontend")
    ContainerNetwork frontend;

    @Test
    void areShared(
        @Network("backend") ContainerNetwork same, @Volume("data") ContainerVolume data) {
      assertThat(same).isSameAs(backend).isNotSameAs(frontend);
      System.setProperty("test.network", backend.name());
      System.setProperty("test.volume", data.name());
    }
  }

  static class FieldByNameTestCase {
    @Container(image = "server:1")
    static RunningContainer db;

    @Container(image = "server:1", name = "cache")
    RunningContainer cache;

    @Test
    void isTheSame(
        @Container("db") RunningContainer first, @Container("cache") RunningContainer second) {
      assertThat(first).isSameAs(db);
      assertThat(second).isSameAs(cache);
    }
  }

  static class OuterInstanceTestCase {
    @Container(image = "server:1", name = "outer")
    RunningContainer outer;

    @Nested
    @Container(value = "inner", image = "server:1", name = "inner")
    class InsideTestCase {
      @Container(
          image = "server:1",
          dependsOn = {"outer", "inner"},
          name = "innermost")
      RunningContainer innermost;

      @Test
      void hasAll(
          @Container("inner") RunningContainer inner, @Container("outer") RunningContainer same) {
        assertThat(same).isSameAs(outer);
        assertThat(inner.name()).isEqualTo("inner");
        assertThat(innermost.name()).isEqualTo("innermost");
      }
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Container(value = "db", image = "server:1", ports = 80)
  static class PerClassTestCase {
    private final RunningContainer given;

    @Container(image = "server:1")
    RunningContainer own;

    PerClassTestCase(@Container("db") RunningContainer db) {
      given = db;
    }

    @BeforeAll
    void isThereBefore(@Container("db") RunningContainer db) {
      assertThat(db).isSameAs(given);
    }

    @Test
    void first() {
      assertThat(own.isRunning()).isTrue();
    }

    @Test
    void second() {
      assertThat(own.isRunning()).isTrue();
    }
  }

  static class RefinedSpecTestCase {
    @Network static ContainerNetwork backend;

    @Container(network = "backend", alias = "web", env = "A=b")
    static final ContainerSpec WEB = ContainerSpec.image("server:1").name("web");

    @Test
    void runs(@Container("WEB") RunningContainer web) {
      assertThat(web.isRunning()).isTrue();
    }
  }
}
