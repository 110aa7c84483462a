package dev.harness.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.junit5.Container;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** Classes that share containers with others, and with later runs; run by {@link LifecycleIT}. */
@NullUnmarked // the extension sets the fields
final class LastingCases {
  private LastingCases() {}

  @Suite
  @SelectClasses({
    LivingCases.Session.class,
    LivingCases.SessionAgain.class,
    LivingCases.StaticField.class
  })
  static final class Both {}

  static class OfField {
    @Container(
        image = Box.IMAGE,
        command = {"sleep", "1001"},
        reuse = "10m")
    static RunningContainer box;

    @Test
    void uses() {
      assertThat(box.isRunning()).isTrue();
    }
  }

  @Container(
      value = "box",
      image = Box.IMAGE,
      command = {"sleep", "1002"},
      reuse = "${lifecycle.reuse:10m}")
  static class OfClass {
    @Test
    void uses(@Container("box") RunningContainer box) {
      assertThat(box.isRunning()).isTrue();
    }
  }

  static class OfSession {
    @Container(
        image = Box.IMAGE,
        command = {"sleep", "1003"},
        reuse = "10m",
        scope = Container.Scope.SESSION)
    static RunningContainer box;

    @Test
    void uses() {
      assertThat(box.isRunning()).isTrue();
    }
  }
}
