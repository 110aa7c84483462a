package dev.harness.images.layer.unpack;

import static dev.harness.images.layer.HostileTar.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.layer.HostileTar;
import dev.harness.images.layer.LayerException;
import dev.harness.images.layer.LayerLimits;
import dev.harness.images.layer.TarReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerApplierTest {
  private final RecordingLayerWriter writer = new RecordingLayerWriter();
  private final HostileTar tar = new HostileTar();

  /** Empty, but there: so that hiding things has a meaning. */
  @TempDir private Path lowerTree;

  private AppliedLayer apply(LowerLayers lower) {
    TarReader reader = new TarReader(tar.stream(), LayerLimits.defaults());
    return new LayerApplier(writer, lower).apply(reader);
  }

  private List<String> calls() {
    apply(LowerLayers.of(() -> List.of(lowerTree)));
    return writer.calls();
  }

  @Nested
  class Entries {
    @Test
    void writesEveryKind() {
      tar.directory("d/").file("d/f", "hello").symbolicLink("d/s", "../f").hardLink("d/h", "d/f");
      tar.add(header("d/p", '6'));

      assertThat(calls())
          .containsExactly(
              "directory d 755",
              "file d/f hello",
              "link d/s -> ../f",
              "hard d/h = d/f",
              "fifo d/p");
    }

    @Test
    void countsTheBytesOfFiles() {
      tar.file("a", "hello").file("b", "you").add(header("c", '3'));

      assertThat(apply(LowerLayers.none())).isEqualTo(new AppliedLayer(3, 8, 1));
    }

    @Test
    void makesMissingParents() {
      tar.file("a/b/c", "x");

      assertThat(calls()).containsExactly("directory a 755", "directory a/b 755", "file a/b/c x");
    }

    @Test
    void keepsTheModeOfTheRootEnterable() {
      tar.add(header("./", '5').mode(0).owner(99, 99));

      assertThat(calls()).containsExactly("directory / 500");
      assertThat(writer.lastMetadata().uid()).isEqualTo(99);
    }

    @ParameterizedTest
    @ValueSource(chars = {'0', '2', '1'})
    void refusesARootThatIsNoDirectory(char type) {
      tar.add(header(".", type).linkTarget("/tmp"));

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("root of the layer is no directory");
    }

    @Test
    void leavesDevicesOut() {
      tar.add(header("disk", '4')).add(header("whiteout", '3'));

      assertThat(calls()).isEmpty();
    }

    @Test
    void refusesOwnersOutsideOfTheRange() {
      tar.add(header("f", '0').rawOwner("\u0080\0\0\0\u00ff\u00ff\u00ff\u00ff"));

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("the owner 4294967295:0 of f is outside");
    }
  }

  @Nested
  class Replacing {
    @Test
    void removesWhatWasThereBefore() {
      tar.directory("a/").file("a/b", "x").file("a", "y").directory("a").symbolicLink("a", "/");

      assertThat(calls())
          .containsExactly(
              "directory a 755",
              "file a/b x",
              "remove a",
              "file a y",
              "remove a",
              "directory a 755",
              "opaque a",
              "remove a",
              "link a -> /");
    }

    @Test
    void keepsTheContentOfADirectoryThatComesTwice() {
      tar.directory("a").file("a/b", "x").add(header("a/", '5').mode(0700));

      assertThat(calls()).containsExactly("directory a 755", "file a/b x", "directory a 700");
    }

    @Test
    void refusesEntriesBelowAFile() {
      tar.file("a", "x").file("a/b", "y");

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("a is no directory");
    }
  }

  @Nested
  class SymbolicLinksOnTheWay {
    @Test
    void areFollowedInsideTheLayer() {
      tar.directory("usr/bin").symbolicLink("bin", "usr/bin").file("bin/sh", "x");

      assertThat(calls())
          .containsExactly(
              "directory usr 755",
              "directory usr/bin 755",
              "link bin -> usr/bin",
              "file usr/bin/sh x");
    }

    @Test
    void neverLeaveTheLayer() {
      tar.symbolicLink("d", "/tmp/h").file("d/f", "x").symbolicLink("u", "../../../etc");
      tar.file("u/passwd", "y");

      assertThat(calls())
          .containsExactly(
              "link d -> /tmp/h",
              "directory tmp 755",
              "directory tmp/h 755",
              "file tmp/h/f x",
              "link u -> ../../../etc",
              "directory etc 755",
              "file etc/passwd y");
    }

    @Test
    void areNotFollowedAtTheEnd() {
      tar.symbolicLink("l", "/etc/passwd").file("l", "x");

      assertThat(calls()).containsExactly("link l -> /etc/passwd", "remove l", "file l x");
    }

    @Test
    void endInAnErrorWhenTheyGoRound() {
      tar.symbolicLink("a", "b").symbolicLink("b", "a").file("a/f", "x");

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("more than 40 symbolic links on the way to a");
    }

    @Test
    void hideVictimsOnlyInsideTheLayer() {
      tar.symbolicLink("etc", "/tmp/h").file("etc/.wh.victim", "");

      assertThat(calls())
          .endsWith("directory tmp 755", "directory tmp/h 755", "whiteout tmp/h/victim");
    }
  }

  @Nested
  class Whiteouts {
    @Test
    void hideWhatLowerLayersHave() {
      tar.file("a/.wh.b", "");

      assertThat(calls()).containsExactly("directory a 755", "whiteout a/b");
    }

    @Test
    void areNothingInTheLowestLayer() {
      tar.file(".wh.a", "").file("d/.wh..wh..opq", "");

      apply(LowerLayers.none());

      assertThat(writer.calls()).containsExactly("directory d 755");
    }

    @Test
    void neverHideWhatTheSameLayerHas() {
      tar.file("f", "x").file(".wh.f", "").directory("d").file("d/g", "y").file(".wh.d", "");

      assertThat(calls()).containsExactly("file f x", "directory d 755", "file d/g y", "opaque d");
    }

    @Test
    void giveWayToWhatComesLater() {
      tar.file(".wh.f", "").file("f", "x").file(".wh.d", "").file("d/g", "y");

      assertThat(calls())
          .containsExactly(
              "whiteout f",
              "remove f",
              "file f x",
              "whiteout d",
              "remove d",
              "directory d 755",
              "opaque d",
              "file d/g y");
    }

    @Test
    void hideADirectoryOnceWhereverTheMarkStands() {
      tar.directory("d").file("d/a", "x").file("d/.wh..wh..opq", "").file("d/.wh.b", "");
      tar.file("d/.wh..wh..opq", "");

      assertThat(calls()).containsExactly("directory d 755", "file d/a x", "opaque d");
    }

    @Test
    void ofAufsAreIgnored() {
      tar.file(".wh..wh.aufs", "").file(".wh..wh.plnk/12.34", "x").file("a/.wh..wh.orph", "");

      assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", ".wh..", ".wh...", "a/.wh..", ".wh.a/b"})
    void thatHideNoNameAreRefused(String name) {
      tar.file(name, "");

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("whiteout");
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh..wh..opq", "up/.wh..wh..opq"})
    void ofTheWholeImageAreRefused(String name) {
      tar.symbolicLink("up", "/").file(name, "");

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("hides everything below it");
    }
  }

  @Nested
  class HardLinks {
    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "missing", "d", ".wh.gone", "gone", "/", "l/passwd"})
    void refuseWhatIsNoFileOfTheLayer(String target) {
      tar.directory("d").file(".wh.gone", "").symbolicLink("l", "/etc").hardLink("h", target);

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("h is a hard link to")
          .hasMessageContaining("which is no file of this layer");
    }

    @Test
    void refuseToLeaveTheLayer() {
      tar.hardLink("h", "../../etc/passwd");

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("'..'");
    }

    @Test
    void toASymbolicLinkDoNotFollowIt() {
      tar.symbolicLink("l", "/etc/passwd").hardLink("h", "l").file("h", "y");

      assertThat(calls())
          .containsExactly("link l -> /etc/passwd", "hard h = l", "remove h", "file h y");
    }

    @Test
    void toThemselvesChangeNothing() {
      tar.file("f", "x").hardLink("f", "./f");

      assertThat(calls()).containsExactly("file f x");
    }
  }

  @Nested
  class Attributes {
    @Test
    void ofOverlayAndOtherPowersAreLeftOut() {
      tar.pax(
          "SCHILY.xattr.user.overlay.opaque=y",
          "SCHILY.xattr.user.overlay.overlay.redirect=/x",
          "SCHILY.xattr.trusted.overlay.redirect=/x",
          "SCHILY.xattr.security.selinux=x",
          "SCHILY.xattr.system.posix_acl_access=x",
          "SCHILY.xattr.user.mine=\u00fe\0z");
      tar.file("f", "x");

      apply(LowerLayers.none());

      assertThat(writer.lastMetadata().xattrs()).containsOnlyKeys("user.mine");
      assertThat(writer.lastMetadata().xattrs().get("user.mine")).containsExactly(0xfe, 0, 'z');
    }

    @Test
    void keepTheBytesOfCapabilities() {
      tar.pax("SCHILY.xattr.security.capability=\1\0\0\2\u0080\4" + "\0".repeat(14));
      tar.file("f", "x");

      apply(LowerLayers.none());

      assertThat(writer.lastMetadata().xattrs().get("security.capability"))
          .startsWith(1, 0, 0, 2, 0x80, 4)
          .hasSize(20);
    }

    @Test
    void thatAreNoCapabilityAreRefused() {
      tar.pax("SCHILY.xattr.security.capability=\1\0\0\2\u0080").file("f", "x");

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("f has a damaged extended attribute");
    }

    @Test
    void thatAreTooLargeAreRefused() {
      tar.pax("SCHILY.xattr.user.big=" + "x".repeat(65_537)).file("f", "x");

      assertThatThrownBy(() -> calls())
          .isInstanceOf(LayerException.Malformed.class)
          .hasMessageContaining("larger than the kernel allows");
    }
  }
}
