package dev.harness.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups as directories; the kernel's part is {@code ControlGroupIT}. */
class ControlGroupsTest {
  @TempDir Path root;

  private LimitSupport support() {
    return new LimitSupport(
        LimitSupport.Version.ONE,
        Map.of(
            Controller.MEMORY, root.resolve("memory"),
            Controller.FREEZER, root.resolve("freezer")),
        false,
        "",
        "");
  }

  private ControlGroups groups() throws IOException {
    Files.createDirectories(root.resolve("memory"));
    Files.createDirectories(root.resolve("freezer"));
    return ControlGroups.of(support(), "e1", root.resolve("record"));
  }

  @Test
  void makesADirectoryPerControllerThatThereIs() throws IOException {
    ControlGroup group =
        groups().create("c1", EnumSet.of(Controller.MEMORY, Controller.FREEZER, Controller.PIDS));

    assertThat(root.resolve("memory/harness-e1/c1")).isDirectory();
    assertThat(root.resolve("freezer/harness-e1/c1")).isDirectory();
    assertThat(group.memberFiles())
        .containsExactlyInAnyOrder(
            root.resolve("memory/harness-e1/c1/cgroup.procs").toString(),
            root.resolve("freezer/harness-e1/c1/cgroup.procs").toString());
    assertThat(group.controllers())
        .containsExactlyInAnyOrder(Controller.MEMORY, Controller.FREEZER);
  }

  @Test
  void removesTheEnginesGroupWithTheLastOfItsGroups() throws IOException {
    ControlGroups groups = groups();
    ControlGroup first = groups.create("c1", EnumSet.of(Controller.MEMORY));
    ControlGroup last = groups.create("c2", EnumSet.of(Controller.MEMORY));

    first.close();
    assertThat(root.resolve("memory/harness-e1")).isDirectory();
    last.close();

    assertThat(root.resolve("memory")).isEmptyDirectory();
  }

  @Test
  void sweepsWhatADeadEngineWroteDown() throws IOException {
    ControlGroup unclosed = groups().create("c1", EnumSet.of(Controller.MEMORY));
    assertThat(unclosed.memberFiles()).isNotEmpty();
    Path foreign = Files.createDirectories(root.resolve("memory/other"));
    Path record = root.resolve("record");
    Files.writeString(record, Files.readString(record) + foreign + "\n");

    ControlGroups.sweep(record, "e1");

    assertThat(root.resolve("memory/harness-e1")).doesNotExist();
    assertThat(foreign).as("not the engine's").isDirectory();
  }

  @Test
  void sweepsNothingWithoutARecord() {
    ControlGroups.sweep(root.resolve("none"), "e1");

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void saysWhatTheKernelDoesNotTake() throws IOException {
    ControlGroup group = groups().create("c1", EnumSet.of(Controller.FREEZER));

    assertThatThrownBy(group::freeze)
        .isInstanceOf(CgroupException.Refused.class)
        .hasMessageStartingWith("cannot write \"FROZEN\" to ")
        .hasMessageContaining("freezer.state");
  }

  @Test
  void saysWhyAGroupCannotBeMade() {
    ControlGroups groups = ControlGroups.of(support(), "e1", root.resolve("record"));

    assertThatThrownBy(() -> groups.create("c1", EnumSet.of(Controller.MEMORY)))
        .isInstanceOf(CgroupException.Unavailable.class)
        .hasMessageContaining("cannot make the control group c1")
        .hasMessageContaining("harness-e1");
    assertThat(List.of(root.resolve("memory"))).noneMatch(Files::exists);
  }
}
