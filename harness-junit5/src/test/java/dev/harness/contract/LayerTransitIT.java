package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.layer.HostileTar;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.MediaType;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.LayerEncoding;
import dev.harness.images.testing.LayerListing;
import dev.harness.images.testing.OciLayoutFile;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import dev.harness.images.testing.Skopeo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images with unusual layers stay what they are on their way through other programs. */
@ExtendWith({ApiExtension.class, RegistryExtension.class})
class LayerTransitIT {
  /** CAP_SETUID, whose number makes a byte that is no character (L11), as revision 2. */
  private static final String CAPABILITY =
      "SCHILY.xattr.security.capability=\1\0\0\2\u0080" + "\0".repeat(15);

  @TempDir static Path home;

  private static byte[] programs;
  private static byte[] busybox;

  @BeforeAll
  static void readPrograms() throws IOException {
    DockerCli.assumeThatItIsHere();
    Path layout = busyboxLayout();
    try (OciLayoutFile image = new OciLayoutFile(layout);
        InputStream layer = image.open(image.layers().get(0))) {
      programs = layer.readAllBytes();
    }
    LayerListing listing =
        new LayerListing(layout, (path, start) -> path.equals("usr/bin/busybox"));
    busybox = Objects.requireNonNull(listing.contents().get("usr/bin/busybox"));
  }

  private static Path busyboxLayout() {
    return new DebianImages(DebianCacheDirectory.path())
        .build(new DebianCatalog().recipe("busybox"))
        .layout();
  }

  /** An image, what somebody without rights asks in its container, and the answer. */
  private enum Sample {
    HUNDRED_LAYERS("ls / | grep -c layer-; cat /last", "99\n99") {
      @Override
      void addTo(ImageFixture image) {
        for (int i = 1; i < 100; i++) {
          String number = String.valueOf(i);
          image.layer(
              new HostileTar().file("layer-" + number, number).file("last", number).bytes());
        }
      }
    },
    HARD_LINKS("stat -c %h /d/one; cat /d/three; test /d/one -ef /d/two && echo same", "3\n1same") {
      @Override
      void addTo(ImageFixture image) {
        image.layer(
            new HostileTar()
                .directory("d")
                .file("d/one", "1")
                .hardLink("d/two", "d/one")
                .hardLink("d/three", "d/two")
                .bytes());
      }
    },
    CAPABILITIES("/capable/grep CapEff /proc/self/status", "CapEff:\t0000000000000080") {
      @Override
      void addTo(ImageFixture image) {
        image.layer(
            new HostileTar()
                .directory("capable")
                .pax(CAPABILITY)
                .add(HostileTar.header("capable/grep", '0').mode(0755), busybox)
                .bytes());
      }
    },
    DEVICES("ls /nodes", "beside\npipe") {
      @Override
      void addTo(ImageFixture image) {
        image.layer(
            new HostileTar()
                .directory("nodes")
                .add(HostileTar.header("nodes/null", '3').device(1, 3))
                .add(HostileTar.header("nodes/loop0", '4').device(7, 0))
                .add(HostileTar.header("nodes/pipe", '6'))
                .file("nodes/beside", "x")
                .bytes());
      }
    },
    EMPTY_LAYERS("cat /between", "content") {
      @Override
      void addTo(ImageFixture image) {
        image.layer(new HostileTar().bytes());
        image.layer(new HostileTar().bytes());
        image.layer(new HostileTar().file("between", "content").bytes());
        image.layer(new HostileTar().bytes());
      }
    },
    /** Five bytes in the midst of 1 GB, as GNU tar sends them; {@link SparseLayerIT} has more. */
    SPARSE(
        "stat -c %s /sparse; test $(stat -c %b /sparse) -lt 1000 && echo small;"
            + " dd if=/sparse bs=1000000 skip=600 count=1 2>/dev/null | head -c 5",
        "1073741824\nsmall\nhello") {
      @Override
      void addTo(ImageFixture image) {
        String map = "1\n600000000\n5\n";
        image.layer(
            new HostileTar()
                .pax(
                    "GNU.sparse.major=1",
                    "GNU.sparse.minor=0",
                    "GNU.sparse.name=sparse",
                    "GNU.sparse.realsize=1073741824")
                .file("GNUSparseFile.1/sparse", map + "\0".repeat(512 - map.length()) + "hello")
                .bytes());
      }
    };

    private final String question;
    private final String answer;

    Sample(String question, String answer) {
      this.question = question;
      this.answer = answer;
    }

    abstract void addTo(ImageFixture image);

    ImageFixture image(LayerEncoding encoding) {
      ImageFixture image = new ImageFixture().encoding(encoding);
      if (this == SPARSE) {
        // Docker's storage copies what is below a layer.
        addTo(image.layer(programs));
        return image;
      }
      addTo(image);
      return image.layer(programs);
    }

    /** Puts it into the registry; its name there. */
    String push(RegistryServer registry, String repository, LayerEncoding encoding)
        throws IOException {
      String path = "transit/" + repository + "-" + name().toLowerCase(Locale.ROOT);
      new RegistryPush(registry, path).fixture(image(encoding), "1");
      return registry.host() + "/" + path + ":1";
    }

    /** The image on top of a layer that no other image has. */
    ImageFixture alone() {
      ImageFixture image = new ImageFixture().encoding(LayerEncoding.GZIP);
      image.layer(new HostileTar().file("of-this-run", UUID.randomUUID().toString()).bytes());
      addTo(image);
      return image.layer(programs);
    }

    void check(DockerCli ours, String name) throws IOException {
      check(ours, name, image(LayerEncoding.GZIP));
    }

    void check(DockerCli ours, String name, ImageFixture image) throws IOException {
      assertThat(id(ours, name)).isEqualTo(image.id().toString());
      assertThat(
              ours.succeed(
                  "run", "--rm", "--network=none", "--user=1000", name, "sh", "-c", question))
          .isEqualTo(answer);
    }
  }

  private static String id(DockerCli docker, String name) throws IOException {
    return docker.succeed("images", "-q", "--no-trunc", name);
  }

  /** Docker takes them from us and gives them back. */
  @Nested
  class ThroughDocker {
    private static DockerDaemon daemon;

    @BeforeAll
    static void startDocker() throws IOException {
      daemon = DockerDaemon.start(home.resolve("daemon"));
    }

    @AfterAll
    static void stopDocker() {
      if (daemon != null) {
        daemon.close();
      }
    }

    /** Docker writes holes as zeros: 1 GB, and again into an archive. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPARSE")
    void andItsArchives(Sample sample, Api api, RegistryServer registry) throws IOException {
      DockerCli ours = new DockerCli(api.socket(), home);
      DockerCli theirs = new DockerCli(daemon.socket(), home);
      String name = sample.push(registry, "archive", LayerEncoding.GZIP);
      String there = home.resolve("there.tar").toString();
      String back = home.resolve("back.tar").toString();

      ours.succeed("pull", name);
      ours.succeed("save", "-o", there, name);
      ours.succeed("rmi", name);
      theirs.succeed("load", "-i", there);
      theirs.succeed("save", "-o", back, name);
      ours.succeed("load", "-i", back);

      sample.check(ours, name);
      ours.succeed("rmi", name);
      theirs.succeed("rmi", name);
    }

    @ParameterizedTest
    @EnumSource
    void andTheRegistry(Sample sample, Api api, RegistryServer registry) throws IOException {
      DockerCli ours = new DockerCli(api.socket(), home);
      DockerCli theirs = new DockerCli(daemon.socket(), home);
      assumeThat(home.toFile().getUsableSpace())
          .as("dockerd needs room for 1 GB of zeros")
          .isGreaterThan(2L << 30);
      String name = sample.push(registry, "pulled", LayerEncoding.GZIP);
      String there = name.replace("pulled", "there");
      String back = name.replace("pulled", "back");

      ours.succeed("pull", name);
      ours.succeed("tag", name, there);
      ours.succeed("push", there);
      ours.succeed("rmi", name, there);
      theirs.succeed("pull", there);
      theirs.succeed("tag", there, back);
      theirs.succeed("push", back);
      ours.succeed("pull", back);

      sample.check(ours, back);
      ours.succeed("rmi", back);
      theirs.succeed("rmi", there, back);
    }
  }

  /** Nobody has their layers any more but our store. */
  @ParameterizedTest
  @EnumSource
  void leaveWithoutTheRegistryTheyCameFrom(Sample sample, Api api, RegistryServer registry)
      throws IOException {
    DockerCli ours = new DockerCli(api.socket(), home);
    String pushed = registry.host() + "/transit/left-" + sample.name().toLowerCase(Locale.ROOT);
    String saved = home.resolve("left.tar").toString();
    ImageFixture image = sample.alone();
    String name;
    try (RegistryServer other = RegistryServer.start()) {
      name = other.host() + "/transit/left:1";
      new RegistryPush(other, "transit/left").fixture(image, "1");
      ours.succeed("pull", name);
    }

    ours.succeed("tag", name, pushed);
    ours.succeed("push", pushed);
    ours.succeed("save", "-o", saved, name);
    ours.succeed("rmi", name, pushed);

    ours.succeed("pull", pushed);
    sample.check(ours, pushed, image);
    ours.succeed("rmi", pushed);
    ours.succeed("load", "-i", saved);
    sample.check(ours, name, image);
    ours.succeed("rmi", name);
  }

  /** Another client of registries copies what we push and what we save. */
  @Nested
  class ThroughSkopeo {
    private final ImageFixture intel = Sample.DEVICES.image(LayerEncoding.GZIP);
    private final ImageFixture risc =
        Sample.HARD_LINKS.image(LayerEncoding.ZSTD).architecture("riscv64");

    private static Skopeo skopeo;

    @BeforeAll
    static void unpackSkopeo() {
      skopeo = Skopeo.unpackInto(home.resolve("skopeo"));
    }

    private static void copy(String... arguments) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of("copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false"));
      command.addAll(List.of(arguments));
      skopeo.run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void andTheRegistry(Sample sample, Api api, RegistryServer registry) throws IOException {
      DockerCli ours = new DockerCli(api.socket(), home);
      String name = sample.push(registry, "ours", LayerEncoding.GZIP);
      String pushed = name.replace("ours", "sent");
      String copied = name.replace("ours", "copy");

      ours.succeed("pull", name);
      ours.succeed("tag", name, pushed);
      ours.succeed("push", pushed);
      ours.succeed("rmi", name, pushed);
      copy("docker://" + pushed, "docker://" + copied);
      ours.succeed("pull", copied);

      sample.check(ours, copied);
      ours.succeed("rmi", copied);
    }

    @ParameterizedTest
    @EnumSource
    void andArchives(Sample sample, Api api, RegistryServer registry) throws IOException {
      DockerCli ours = new DockerCli(api.socket(), home);
      String name = sample.push(registry, "saved", LayerEncoding.GZIP);
      Path saved = home.resolve("of-ours.tar");
      Path back = home.resolve("of-skopeo.tar");

      ours.succeed("pull", name);
      ours.succeed("save", "-o", saved.toString(), name);
      ours.succeed("rmi", name);
      copy("docker-archive:" + saved, "docker-archive:" + back + ":" + name);
      Files.delete(saved);
      ours.succeed("load", "-i", back.toString());
      Files.delete(back);

      sample.check(ours, name);
      ours.succeed("rmi", name);
    }

    @Test
    void layersInZstd(Api api, RegistryServer registry) throws IOException {
      DockerCli ours = new DockerCli(api.socket(), home);
      String source = Sample.HARD_LINKS.push(registry, "zstd", LayerEncoding.ZSTD);
      String pushed = source.replace("zstd", "zstd-pushed");
      String copied = source.replace("zstd", "zstd-copied");
      String theirs = home.resolve("theirs.tar").toString();
      String saved = home.resolve("saved.tar").toString();

      ours.succeed("pull", source);
      ours.succeed("tag", source, pushed);
      ours.succeed("push", pushed);
      ours.succeed("save", "-o", saved, pushed);
      ours.succeed("rmi", source, pushed);
      copy("docker://" + pushed, "oci-archive:" + theirs + ":" + copied);
      copy("docker-archive:" + saved, "docker://" + copied);

      ours.succeed("pull", copied);
      Sample.HARD_LINKS.check(ours, copied);
      ours.succeed("rmi", copied);
      ours.succeed("load", "-i", theirs);
      Sample.HARD_LINKS.check(ours, copied);
      ours.succeed("rmi", copied);
    }

    /** An image of two platforms; the digest of their list. */
    private Digest pushList(RegistryServer registry, String repository) throws IOException {
      RegistryPush push = new RegistryPush(registry, repository);
      push.fixture(intel, "intel");
      push.fixture(risc, "risc");
      return push.manifest(
          "all", MediaType.OCI_INDEX, ImageFixture.index(intel.entry(""), risc.entry("")));
    }

    @Test
    void listsOfPlatforms(Api api, RegistryServer registry) throws IOException {
      DockerCli ours = new DockerCli(api.socket(), home);
      Digest list = pushList(registry, "transit/list");
      String copied = registry.host() + "/transit/list-copied:all";

      copy("--all", "docker://" + registry.host() + "/transit/list:all", "docker://" + copied);

      ours.succeed("pull", "--platform=linux/riscv64", copied);
      assertThat(id(ours, copied)).isEqualTo(risc.id().toString());
      ours.succeed("pull", "--platform=linux/amd64", copied.replace(":all", "@" + list));
      assertThat(id(ours, copied.replace(":all", "@" + list))).isEqualTo(intel.id().toString());
      ours.succeed("rmi", copied, intel.id().toString());
    }

    @Test
    void listsOfPlatformsThatWePush(Api api, RegistryServer registry) throws IOException {
      DockerCli ours = new DockerCli(api.socket(), home);
      Digest list = pushList(registry, "transit/source");
      String source = registry.host() + "/transit/source:all";
      String pushed = registry.host() + "/transit/pushed";
      String copied = registry.host() + "/transit/copied";

      ours.succeed("pull", "--platform=linux/riscv64", source);
      ours.succeed("pull", "--platform=linux/amd64", source);
      ours.succeed("tag", source, pushed + ":all");
      String told = ours.succeed("push", pushed + ":all");
      ours.succeed("rmi", source, pushed + ":all", risc.id().toString());
      copy("--all", "docker://" + pushed + ":all", "docker://" + copied + ":all");

      assertThat(told).contains("all: digest: " + list);
      ours.succeed("pull", "--platform=linux/riscv64", copied + "@" + list);
      assertThat(id(ours, copied + "@" + list)).isEqualTo(risc.id().toString());
      ours.succeed("rmi", risc.id().toString());
    }
  }

  @Test
  void capabilitiesLeaveContainersAsThoseOfNobodyInParticular(Api api, RegistryServer registry)
      throws IOException {
    DockerCli ours = new DockerCli(api.socket(), home);
    String name = Sample.CAPABILITIES.push(registry, "exported", LayerEncoding.GZIP);
    Path exported = home.resolve("exported.tar");

    ours.succeed("create", "--name", "capable", "--network=none", name, "true");
    ours.succeed("export", "-o", exported.toString(), "capable");
    ours.succeed("commit", "capable", "capable:again");
    ours.succeed("rm", "capable");

    assertThat(Files.readString(exported, StandardCharsets.ISO_8859_1))
        .contains("57 " + CAPABILITY + "\n");
    Sample.CAPABILITIES.check(ours, name);
    ours.succeed("rmi", "capable:again", name);
  }
}
