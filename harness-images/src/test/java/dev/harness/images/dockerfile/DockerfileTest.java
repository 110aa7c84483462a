package dev.harness.images.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {
  private static Statement only(String text) {
    return Dockerfile.parse("FROM scratch\n" + text).stages().get(0).statements().get(0);
  }

  @Test
  void joinsContinuedLinesWithoutCommentsAndEmptyOnes() {
    Statement run = only("run a \\\n  # no part of it\n\n  && b \\  \n  && c\nLABEL x=y");

    assertThat(run.word()).isEqualTo("RUN");
    assertThat(run.text()).isEqualTo("a   && b   && c");
    assertThat(run.line()).isEqualTo(2);
  }

  @Test
  void takesTheEscapeOfItsDirective() {
    Dockerfile file =
        Dockerfile.parse("# syntax=docker/dockerfile:1\n# escape=`\nFROM scratch\nRUN a `\n b\\");

    assertThat(file.escape()).isEqualTo('`');
    assertThat(file.stages().get(0).statements().get(0).text()).isEqualTo("a  b\\");
  }

  @Test
  void takesDirectivesForCommentsElsewhere() {
    assertThat(Dockerfile.parse("# a comment\n# escape=`\nFROM scratch").escape()).isEqualTo('\\');
  }

  @Test
  void readsFlagsInFrontOfTheText() {
    Statement copy = only("COPY --from=build --chown=1:2 a b");

    assertThat(copy.flags()).isEqualTo(Map.of("from", List.of("build"), "chown", List.of("1:2")));
    assertThat(copy.words()).containsExactly("a", "b");
  }

  @Test
  void readsListsInJson() {
    assertThat(only("COPY [\"a b\", \"c\"]").words()).containsExactly("a b", "c");
    assertThat(only("CMD [\"a\", b]").json()).isEmpty();
  }

  @Test
  void readsDocuments() {
    Statement run = only("RUN <<-A cat - <<'B'\n\tone $X\nA\ntwo\nB\nLABEL x=y");

    assertThat(run.heredocs())
        .containsExactly(new Heredoc("A", "one $X\n", true), new Heredoc("B", "two\n", false));
  }

  @Test
  void findsNoDocumentInShellArithmetic() {
    assertThat(only("RUN echo $((1<<2))").heredocs()).isEmpty();
  }

  @Test
  void buildsOnlyTheStagesThatATargetNeeds() {
    Dockerfile file =
        Dockerfile.parse(
            """
            ARG V=1
            FROM a:$V AS base
            FROM base AS Tools
            FROM b AS unused
            FROM c
            COPY --from=tools /x /x
            FROM d AS last
            """);

    assertThat(file.arguments()).hasSize(1);
    assertThat(file.needed("3")).extracting(Dockerfile.Stage::index).containsExactly(0, 1, 3);
    assertThat(file.needed("TOOLS")).extracting(Dockerfile.Stage::index).containsExactly(0, 1);
    assertThat(file.needed("")).extracting(Dockerfile.Stage::name).containsExactly("last");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUN a                             | line 1: RUN: no build stage in current context: begin with FROM
          ARG A                             | the Dockerfile has no FROM: name the image to begin with
          FROM a b                          | line 1: FROM: want an image, or an image AS a name
          FROM a AS 1                       | line 1: FROM: invalid name for build stage: "1", it begins with a letter
          FROM a\\nFETCH b                  | line 2: unknown instruction: FETCH
          FROM a\\n\\nRUN                   | line 3: RUN requires at least one argument
          FROM a\\nRUN <<EOF\\nb            | line 2: the document <<EOF has no end: a line with nothing but EOF
          # escape=x\\nFROM a               | line 1: invalid escape 'x': want \\ or a backtick
          """)
  void tellsLineAndReason(String text, String message) {
    assertThatThrownBy(() -> Dockerfile.parse(text.replace("\\n", "\n")).needed(""))
        .isInstanceOf(DockerfileException.class)
        .hasMessage(message);
  }

  @Test
  void refusesEndlessText() {
    assertThatThrownBy(() -> Dockerfile.parse("FROM a\n" + "#\n".repeat(3 << 20)))
        .isInstanceOf(DockerfileException.class)
        .hasMessageContaining("more than");
    assertThatThrownBy(() -> Dockerfile.parse("FROM a\n" + "USER b\n".repeat(10_001)))
        .isInstanceOf(DockerfileException.class)
        .hasMessageContaining("more than 10000 instructions");
  }
}
