package dev.harness.junit5.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.junit5.Container;
import dev.harness.junit5.declare.Place;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Who may set a system property that somebody needs, and what it is afterwards. */
class SystemPropertiesTest {
  private static final String NAME = "test.held";
  private static final Place PLACE = Place.of(Container.class, SystemPropertiesTest.class);

  private final SystemProperties properties = new SystemProperties();

  @AfterEach
  void clear() {
    System.clearProperty(NAME);
  }

  private Runnable set(String value, String context) {
    return properties.set(Map.of(NAME, value), context, PLACE);
  }

  @Test
  void bringsBackWhatTheClassAndNobodyHad() {
    Runnable ofClass = set("class", "[class:A]");
    Runnable ofMethod = set("method", "[class:A]/[method:a]");

    assertThat(System.getProperty(NAME)).isEqualTo("method");
    ofMethod.run();
    assertThat(System.getProperty(NAME)).isEqualTo("class");
    ofClass.run();
    assertThat(System.getProperty(NAME)).isNull();
  }

  @Test
  void keepsAValueUntilTheLastNeedsItNoMore() {
    System.setProperty(NAME, "before");
    Runnable first = set("same", "[class:A]");
    Runnable second = set("same", "[class:B]");

    first.run();
    assertThat(System.getProperty(NAME)).isEqualTo("same");
    second.run();
    assertThat(System.getProperty(NAME)).isEqualTo("before");
  }

  @Test
  void leavesWhatSomebodyElseHasSet() {
    Runnable first = set("ours", "[class:A]");
    System.setProperty(NAME, "theirs");

    first.run();

    assertThat(System.getProperty(NAME)).isEqualTo("theirs");
  }

  @Test
  void refusesAnotherValueForWhoRunsAtTheSameTime() {
    Runnable ofClass = set("class", "[class:A]");
    Runnable ofMethod = set("method", "[class:A]/[method:a]");

    assertThatThrownBy(() -> set("other", "[class:A]/[method:b]"))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessage(
            "@Container on class SystemPropertiesTest sets the system property test.held, to which"
                + " @Container on class SystemPropertiesTest has given another value, and both run"
                + " at the same time: put JUnit's @ResourceLock(\"test.held\") on both");
    assertThatThrownBy(() -> set("method", "[class:AB]"))
        .isInstanceOf(ExtensionConfigurationException.class);

    ofMethod.run();
    ofClass.run();
    set("other", "[class:AB]").run();
    assertThat(System.getProperty(NAME)).isNull();
  }
}
