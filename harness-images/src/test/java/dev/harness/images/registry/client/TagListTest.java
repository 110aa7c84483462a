package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.ok;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.reference.Reference;
import dev.harness.images.registry.RegistryException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TagListTest {
  @RegisterExtension private final ScriptedRegistry registry = new ScriptedRegistry();

  private static byte[] tags(String... tags) {
    return List.of(tags).stream()
        .collect(Collectors.joining("\",\"", "{\"name\":\"a/b\",\"tags\":[\"", "\"]}"))
        .getBytes(UTF_8);
  }

  private void answer(String link, String... tags) {
    registry.answer(ok(tags(tags)).newBuilder().setHeader("Link", link).build());
  }

  @Test
  void isReadToItsLastPage() throws InterruptedException {
    answer("</v2/a/b/tags/list?last=2&n=2>; rel=\"next\"", "1", "2");
    registry.answer(ok(tags("3")));

    List<Reference> tags = registry.repository().tags();

    assertThat(tags).extracting(tag -> tag.tag().orElseThrow()).containsExactly("1", "2", "3");
    assertThat(tags).extracting(Reference::path).containsOnly("a/b");
    assertThat(registry.taken().getTarget()).isEqualTo("/v2/a/b/tags/list");
    assertThat(registry.taken().getTarget()).isEqualTo("/v2/a/b/tags/list?last=2&n=2");
  }

  @Test
  void mayHoldNothing() {
    registry.answer(ok("{\"name\":\"a/b\",\"tags\":null}".getBytes(UTF_8)));

    assertThat(registry.repository().tags()).isEmpty();
  }

  @Test
  void isNotAskedForAtAnotherAddress() {
    answer("<http://localhost:1/v2/a/b/tags/list?last=1>; rel=\"next\"", "1");

    assertThat(registry.repository().tags()).hasSize(1);
  }

  @Test
  void endsWhereAPageBringsNothingNew() {
    answer("</v2/a/b/tags/list?again>; rel=\"next\"", "1");
    answer("</v2/a/b/tags/list?again>; rel=\"next\"", "1");

    assertThat(registry.repository().tags()).hasSize(1);
  }

  @Test
  void isBounded() {
    registry.answer(
        ok(tags(IntStream.range(0, 10_001).mapToObj(String::valueOf).toArray(String[]::new))));

    assertThatThrownBy(() -> registry.repository().tags())
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("there are more than 10000; name those that are wanted");
  }

  @Test
  void mayNotHoldWhatIsNoTag() {
    registry.answer(ok(tags("../x")));

    assertThatThrownBy(() -> registry.repository().tags())
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("cannot list the tags of localhost:")
        .hasMessageContaining("invalid reference format");
  }

  @Test
  void ofAnUnknownRepositoryIsNotFound() {
    registry.answer(status(404).build());

    assertThatThrownBy(() -> registry.repository().tags())
        .isInstanceOf(RegistryException.NotFound.class);
  }
}
