package dev.harness.timeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadableTextTest {
  @Test
  void takesMarkupForText() {
    assertThat(ReadableText.html("</script><b a=\"1\" c='2'>&amp;"))
        .isEqualTo("&lt;/script&gt;&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
  }

  @Test
  void removesTheColoursOfTerminals() {
    assertThat(ReadableText.plain("\u001b[1;31mERROR\u001b[0m \u001b[38;5;4mblue\u001b[K"))
        .isEqualTo("ERROR blue");
    assertThat(ReadableText.plain("\u001b]0;title\u0007a \u001b]8;;http://x\u001b\\b \u001bMc"))
        .isEqualTo("a b c");
  }

  @Test
  void keepsLinesAndTabs() {
    assertThat(ReadableText.plain("a\tb\r\nc\nd")).isEqualTo("a\tb\nc\nd");
  }

  @Test
  void showsControlCharacters() {
    assertThat(ReadableText.plain("a\u0000b\u0007c\rd\u007fe\u001b")).isEqualTo("a␀b␇c␍d␡e␛");
    assertThat(ReadableText.plain("a\u0085b")).isEqualTo("a\uFFFDb");
  }

  @Test
  void marksWhatTurnsTheDirectionOrIsHalfACharacter() {
    assertThat(ReadableText.plain("user\u202egnp.exe")).isEqualTo("user\uFFFDgnp.exe");
    assertThat(ReadableText.plain("a\ud800b")).isEqualTo("a\uFFFDb");
    assertThat(ReadableText.plain("größer 日本 🐳")).isEqualTo("größer 日本 🐳");
  }

  @Test
  @Timeout(5)
  void takesNoLongerForHostileSequences() {
    String hostile = "\u001b[" + "0;".repeat(500_000) + "\u001b]".repeat(500_000);

    assertThat(ReadableText.plain(hostile)).doesNotContain("\u001b");
  }
}
