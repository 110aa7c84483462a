package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Containers, networks and volumes that classes declare, and who finds them by name. */
class ClassDeclarationTest {
  @RegisterExtension final FakeRun run = new FakeRun();

  @Test
  void startsTheContainerOfAClassOnceForItAndWhatIsNestedInIt() {
    run.succeeds(2, ClassDeclarationTestCases.OnClassTestCase.class);

    assertThat(run.lives()).containsExactly("POST /containers/db/start", "DELETE /containers/db");
  }

  @Test
  void startsAllOfRepeatedAnnotations() {
    run.succeeds(1, ClassDeclarationTestCases.RepeatedTestCase.class);

    assertThat(run.starts())
        .containsExactly("POST /containers/first/start", "POST /containers/second/start");
  }

  @Test
  void startsInheritedContainersForEachClass() {
    run.succeeds(
        2,
        ClassDeclarationTestCases.FirstHeirTestCase.class,
        ClassDeclarationTestCases.SecondHeirTestCase.class);

    assertThat(run.starts()).hasSize(3);
  }

  @Test
  void inheritsFromInterfaces() {
    run.succeeds(1, ClassDeclarationTestCases.OfInterfaceTestCase.class);
  }

  @Test
  void sharesTheSessionsContainerAmongClassesWithTheSameAnnotation() {
    run.succeeds(
        2,
        ClassDeclarationTestCases.FirstOfTeamTestCase.class,
        ClassDeclarationTestCases.SecondOfTeamTestCase.class);

    assertThat(run.lives())
        .containsExactly("POST /containers/session/start", "DELETE /containers/session");
  }

  @Test
  void namesAFieldsContainerAsTheAnnotationSays() {
    run.succeeds(1, ClassDeclarationTestCases.FieldOfTeamTestCase.class);
  }

  @Test
  void makesNetworksAndVolumesOfAClass() {
    run.succeeds(1, ClassDeclarationTestCases.ResourcesTestCase.class);

    String network = System.clearProperty("test.network");
    assertThat(run.engine().request("db").at("/HostConfig/NetworkMode").asText())
        .isEqualTo(network);
    assertThat(run.engine().request("db").at("/HostConfig/Binds/0").asText())
        .isEqualTo(System.clearProperty("test.volume") + ":/var/lib/data");
    assertThat(run.engine().calls())
        .containsSubsequence("DELETE /containers/db", "DELETE /networks/" + network);
  }

  @Test
  void findsContainersOfFieldsByTheirNames() {
    run.succeeds(1, ClassDeclarationTestCases.FieldByNameTestCase.class);

    assertThat(run.starts()).hasSize(2);
  }

  @Test
  void startsWhatIsAroundANestedClassFirst() {
    run.succeeds(1, ClassDeclarationTestCases.OuterInstanceTestCase.class);

    assertThat(run.starts())
        .containsExactly(
            "POST /containers/inner/start",
            "POST /containers/outer/start",
            "POST /containers/innermost/start");
  }

  @Test
  void servesAnInstanceThatIsSharedByAllTests() {
    run.succeeds(2, ClassDeclarationTestCases.PerClassTestCase.class);

    assertThat(run.starts()).hasSize(3);
  }

  @Test
  void addsAttributesToASpecification() {
    run.succeeds(1, ClassDeclarationTestCases.RefinedSpecTestCase.class);

    assertThat(run.engine().request("web").at("/Env/0").asText()).isEqualTo("A=b");
    assertThat(run.engine().request("web").at("/HostConfig/NetworkMode").asText())
        .startsWith("harness-");
  }
}
