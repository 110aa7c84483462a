package dev.harness.images.debian.apt;

import dev.harness.images.debian.deb.DebianPackage;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.InvalidReferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What apt resolved from the present lists, for as long as those count as fresh.
 *
 * <p>Newer lists, or lists of other package sources, make it forget. Reading needs no lock.
 */
final class ResolutionCache {
  /** As long as a security update may go unnoticed; apt's own daily timer does the same. */
  private static final Duration FRESH = Duration.ofHours(24);

  private final Path directory;
  private final Path listsRead;
  private final Clock clock;

  /**
   * Opens the memory of one apt directory.
   *
   * @param aptDirectory belongs to one set of package sources; may not exist yet
   */
  ResolutionCache(Path aptDirectory, Clock clock) {
    this.directory = aptDirectory.resolve("resolved");
    this.listsRead = aptDirectory.resolve("lists-read");
    this.clock = clock;
  }

  boolean listsAreFresh() throws IOException {
    return timeOfLists().filter(time -> time.isAfter(clock.instant().minus(FRESH))).isPresent();
  }

  void listsWereRead() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(listsRead, "");
    Files.setLastModifiedTime(listsRead, FileTime.from(clock.instant()));
  }

  /** Makes the lists count as old. */
  void forgetLists() throws IOException {
    Files.deleteIfExists(listsRead);
  }

  Optional<List<DebianPackage>> find(PackageRequest request) throws IOException {
    Optional<String> text = read(request.toString());
    try {
      return text.map(lines -> lines.lines().map(ResolutionCache::parsed).toList());
    } catch (IllegalArgumentException | InvalidReferenceException e) {
      return Optional.empty(); // Damaged, or of another version of ours: it is resolved anew.
    }
  }

  void remember(PackageRequest request, List<DebianPackage> closure) throws IOException {
    write(
        request.toString(),
        closure.stream().map(ResolutionCache::line).collect(Collectors.joining()));
  }

  /** The versions of a package, the newest first. */
  Optional<List<String>> findVersions(String name) throws IOException {
    return read("versions of " + name).map(text -> text.lines().toList());
  }

  void rememberVersions(String name, List<String> versions) throws IOException {
    write("versions of " + name, String.join("\n", versions));
  }

  private Optional<String> read(String question) throws IOException {
    Path file = file(question);
    return !listsAreFresh() || !Files.exists(file) || olderThanLists(file)
        ? Optional.empty()
        : Optional.of(Files.readString(file));
  }

  private void write(String question, String text) throws IOException {
    Files.createDirectories(directory);
    Path unfinished = Files.createTempFile(directory, "unfinished", "");
    Files.writeString(unfinished, text, StandardCharsets.UTF_8);
    Files.setLastModifiedTime(unfinished, FileTime.from(clock.instant()));
    Files.move(
        unfinished,
        file(question),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private boolean olderThanLists(Path file) throws IOException {
    Instant resolved = Files.getLastModifiedTime(file).toInstant();
    return timeOfLists().filter(time -> !resolved.isBefore(time)).isEmpty();
  }

  private Optional<Instant> timeOfLists() throws IOException {
    return Files.exists(listsRead)
        ? Optional.of(Files.getLastModifiedTime(listsRead).toInstant())
        : Optional.empty();
  }

  private Path file(String question) {
    return directory.resolve(new Fingerprint().add(question).shortHex());
  }

  private static String line(DebianPackage resolved) {
    return "%s %s %s %d %s%n"
        .formatted(
            resolved.name(),
            resolved.version(),
            resolved.architecture(),
            resolved.sizeBytes(),
            resolved.digest());
  }

  private static DebianPackage parsed(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("not a package: " + line);
    }
    return new DebianPackage(
        parts[0], parts[1], parts[2], Long.parseLong(parts[3]), Digest.parse(parts[4]));
  }
}
