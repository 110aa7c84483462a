package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Digest;
import dev.harness.images.store.ImageRecord;
import dev.harness.images.store.ImageTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which removals Docker refuses, in its words, and what goes with an image. */
class ImageRemovalTest {
  private static final Digest PARENT = Digest.parse("sha256:" + "a".repeat(64));
  private static final Digest CHILD = Digest.parse("sha256:" + "c".repeat(64));
  private static final String CONTAINER = "0123456789abcdef".repeat(4);

  private final Map<Digest, ImageRecord> images = new LinkedHashMap<>();
  private final Map<String, Digest> names = new TreeMap<>();

  private void image(Digest id, @Nullable Digest parent, String... itsNames) {
    images.put(id, new ImageRecord(id, null, List.of(), 1, parent));
    for (String name : itsNames) {
      names.put("docker.io/library/" + name, id);
    }
  }

  private static List<ImageUser> container(boolean running) {
    return List.of(new ImageUser(PARENT, CONTAINER, running));
  }

  private Removed remove(String what, boolean force, List<ImageUser> users) {
    ImageRemoval removal = new ImageRemoval(what, force, users);
    ImageTable changed = removal.apply(new ImageTable(images, names));
    images.keySet().retainAll(changed.images().keySet());
    return removal.removed();
  }

  private void assertRefused(String what, boolean force, List<ImageUser> users, String message) {
    assertThatThrownBy(() -> remove(what, force, users))
        .isInstanceOf(ImageException.Conflict.class)
        .hasMessage(message);
  }

  @Test
  void refusesAnIdWithSeveralNamesUnlessForced() {
    image(PARENT, null, "a:1", "a:2");

    assertRefused(
        "aaaaaaaaaaaa",
        false,
        List.of(),
        "conflict: unable to delete aaaaaaaaaaaa (must be forced) - image is referenced in"
            + " multiple repositories");
    assertThat(remove("aaaaaaaaaaaa", true, List.of()).untagged()).containsExactly("a:1", "a:2");
  }

  @Test
  void takesAnIdWithOneTagAndItsDigest() {
    image(PARENT, null, "a:1", "a@" + CHILD);

    assertThat(remove("aaaaaaaaaaaa", false, List.of()).deleted())
        .containsExactly(PARENT.toString());
  }

  @Test
  void takesOnlyTheNameWhereThereAreOthers() {
    image(PARENT, null, "a:1", "a:2");

    Removed removed = remove("a:1", false, container(true));

    assertThat(removed).isEqualTo(new Removed(List.of("a:1"), List.of()));
  }

  @Test
  void refusesTheLastNameOfAnImageThatAContainerUses() {
    image(PARENT, null, "a:1");

    assertRefused(
        "a:1",
        false,
        container(false),
        "conflict: unable to remove repository reference \"a:1\" (must force) - container"
            + " 0123456789ab is using its referenced image aaaaaaaaaaaa");
  }

  @Test
  void forcedTakesTheImageOfAStoppedContainer() {
    image(PARENT, null, "a:1");

    assertThat(remove("a:1", true, container(false)).deleted()).containsExactly(PARENT.toString());
  }

  @Test
  void forcedTakesOnlyTheNameOfAnImageThatRuns() {
    image(PARENT, null, "a:1");

    Removed removed = remove("a:1", true, container(true));

    assertThat(removed).isEqualTo(new Removed(List.of("a:1"), List.of()));
    assertThat(images).containsKey(PARENT);
  }

  @Test
  void refusesAnIdThatAContainerUses() {
    image(PARENT, null, "a:1");

    assertRefused(
        "aaaaaaaaaaaa",
        true,
        container(true),
        "conflict: unable to delete aaaaaaaaaaaa (cannot be forced) - image is being used by"
            + " running container 0123456789ab");
    assertRefused(
        "aaaaaaaaaaaa",
        false,
        container(false),
        "conflict: unable to delete aaaaaaaaaaaa (must be forced) - image is being used by"
            + " stopped container 0123456789ab");
    assertThat(remove("aaaaaaaaaaaa", true, container(false)).deleted()).hasSize(1);
  }

  @Test
  void refusesAnIdWithChildrenEvenWhenForced() {
    image(PARENT, null, "a:1");
    image(CHILD, PARENT, "b:1");

    assertRefused(
        "aaaaaaaaaaaa",
        true,
        List.of(),
        "conflict: unable to delete aaaaaaaaaaaa (cannot be forced) - image has dependent child"
            + " images");
  }

  @Test
  void takesOnlyTheNameOfAnImageWithChildren() {
    image(PARENT, null, "a:1");
    image(CHILD, PARENT, "b:1");

    assertThat(remove("a:1", false, List.of())).isEqualTo(new Removed(List.of("a:1"), List.of()));
    assertThat(images).containsKey(PARENT);
  }

  @Test
  void takesParentsWithoutNamesToo() {
    image(PARENT, null);
    image(CHILD, PARENT, "b:1");

    assertThat(remove("b:1", false, List.of()).deleted())
        .containsExactly(CHILD.toString(), PARENT.toString());
  }

  @Test
  void keepsParentsThatHaveNamesOrContainers() {
    image(PARENT, null);
    image(CHILD, PARENT, "b:1");

    assertThat(remove("b:1", false, container(false)).deleted()).containsExactly(CHILD.toString());
  }
}
