package dev.harness.runtime.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Looks for what the kernel must have so that containers have a way out (N28). */
final class PacketFilter {
  private static final String SUBJECT = "way out";
  private static final int MAX_BYTES = 16 << 20;

  private final Path root;
  private final String release;

  /** Looks below {@code root} for what belongs to a kernel's release. */
  PacketFilter(Path root, String release) {
    this.root = root;
    this.release = release;
  }

  Finding look() {
    Optional<String> modules = modules();
    Optional<String> configuration = modules.isPresent() ? Optional.empty() : configuration();
    if (modules.isEmpty() && configuration.isEmpty()) {
      return Finding.ok(SUBJECT, "the kernel does not tell what it has; the engine tries");
    }
    List<String> missing =
        modules.isPresent()
            ? missing(modules.get(), "/%s.ko", "nf_tables", "nft_tproxy", "nfnetlink_queue")
            : missing(
                configuration.orElseThrow(),
                "CONFIG_%s=",
                "NF_TABLES",
                "NFT_TPROXY",
                "NETFILTER_NETLINK_QUEUE");
    String lacked = String.join(", ", missing);
    return missing.isEmpty()
        ? Finding.ok(SUBJECT, "the kernel has nf_tables, nft_tproxy and nfnetlink_queue")
        : Finding.degraded(
            SUBJECT,
            "the kernel lacks "
                + lacked
                + ": containers reach beyond their networks only by a proxy, with programs that heed HTTP_PROXY",
            "run a kernel with " + lacked);
  }

  private static List<String> missing(String text, String form, String... names) {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (!text.contains(form.formatted(name))) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** What there is as modules, and what is built in. */
  private Optional<String> modules() {
    Path directory = root.resolve("lib/modules").resolve(release);
    return text(directory.resolve("modules.dep"), false)
        .map(loaded -> loaded + text(directory.resolve("modules.builtin"), false).orElse(""));
  }

  private Optional<String> configuration() {
    return text(root.resolve("proc/config.gz"), true)
        .or(() -> text(root.resolve("boot/config-" + release), false));
  }

  private static Optional<String> text(Path file, boolean compressed) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = compressed ? new GZIPInputStream(raw) : raw) {
      return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
