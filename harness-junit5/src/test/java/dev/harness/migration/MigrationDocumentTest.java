package dev.harness.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the document are those that are compiled. */
class MigrationDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "migrating-from-testcontainers.md");
  private static final Pattern SHOWN =
      Pattern.compile("<!-- (\\w+): ([\\w-]+) -->\n```java\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern COMPILED =
      Pattern.compile(" *// snippet ([\\w-]+)\n(.*?)\n *// end", Pattern.DOTALL);

  private static Map<String, String> shown(String side) throws IOException {
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher matcher = SHOWN.matcher(Files.readString(DOCUMENT));
    while (matcher.find()) {
      if (matcher.group(1).equals(side)) {
        examples.put(matcher.group(2), matcher.group(3));
      }
    }
    return examples;
  }

  private static Map<String, String> compiled(Path source) throws IOException {
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher matcher = COMPILED.matcher(Files.readString(source));
    while (matcher.find()) {
      examples.put(matcher.group(1), matcher.group(2).stripTrailing().stripIndent());
    }
    return examples;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "here,  11, src/test/java/dev/harness/migration/OurSnippets.java",
    "there, 10, ../examples/comparison/src/test/java/dev/harness/comparison/TheirSnippets.java",
  })
  void examplesAreWhatIsCompiled(String side, int count, Path source) throws IOException {
    assertThat(shown(side)).hasSize(count).isEqualTo(compiled(source));
  }
}
