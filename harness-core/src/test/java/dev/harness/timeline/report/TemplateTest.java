package dev.harness.timeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void fillsTexts() {
    Template template = Template.parse("Dear {{name}}, you are {{age}}.");

    assertThat(template.fill(new Fields().text("name", "<Ada>").number("age", 36)))
        .isEqualTo("Dear &lt;Ada&gt;, you are 36.");
  }

  @Test
  void repeatsWhatIsInside() {
    Template template = Template.parse("{{#rows}}[{{#cells}}{{text}},{{/cells}}]{{/rows}}.");

    String filled =
        template.fill(
            new Fields()
                .list("rows", List.of(row("a", "b"), new Fields().list("cells", List.of()))));

    assertThat(filled).isEqualTo("[a,b,][].");
  }

  private static Fields row(String one, String other) {
    return new Fields()
        .list("cells", List.of(new Fields().text("text", one), new Fields().text("text", other)));
  }

  @Test
  void leavesOutWhatIsNotThere() {
    Template template = Template.parse("a{{#open}} {{word}}{{/open}}");

    assertThat(template.fill(new Fields().text("word", "b").when("open", true))).isEqualTo("a b");
    assertThat(template.fill(new Fields().text("word", "b").when("open", false))).isEqualTo("a");
  }

  @Test
  void doesNotReadWhatItHasPut() {
    Template template = Template.parse("{{name}}");

    assertThat(template.fill(new Fields().text("name", "{{name}}"))).isEqualTo("{{name}}");
  }

  @Test
  void refusesWhatIsNotClosed() {
    assertThatThrownBy(() -> Template.parse("{{#rows}}…"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the template has the end of '' where that of 'rows' should be");
    assertThatThrownBy(() -> Template.parse("{{#rows}}…{{/cells}}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the template has the end of 'cells' where that of 'rows' should be");
  }

  @Test
  void refusesNamesThatNobodyHasSet() {
    assertThatThrownBy(() -> Template.parse("{{name}}").fill(new Fields()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the template names name, which nobody has set");
  }
}
