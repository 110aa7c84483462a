package dev.harness.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that owns something on an engine, so that others can tell whether it still lives.
 *
 * @param place where its process id counts: the boot of the machine, the namespace of process ids
 *     and the user, because some machines hide the processes of other users
 * @param pid its process id
 * @param started when it began, which tells it from a later one with the same process id
 */
record Owner(String place, long pid, Instant started) {
  private static final Pattern FORM = Pattern.compile("(\\S{1,300}) (\\d{1,18}) (\\d{1,18})");

  /** The clock by which the system tells when a process began may be corrected meanwhile. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  /** This process, where the system tells enough of processes: on Linux. */
  static Optional<Owner> ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return placeOfThisProcess()
        .flatMap(
            place ->
                self.info().startInstant().map(started -> new Owner(place, self.pid(), started)));
  }

  private static Optional<String> placeOfThisProcess() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      Path namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
      String user = System.getProperty("user.name", "?").replaceAll("\\s", "_");
      return Optional.of(boot + "/" + namespace + "/" + user);
    } catch (IOException e) {
      // Not Linux, or one that tells nothing: then nobody can know what has become of us.
      return Optional.empty();
    }
  }

  /** Reads what {@link #toString} wrote; anybody may have written something else. */
  static Optional<Owner> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Owner(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(3)))))
        : Optional.empty();
  }

  /** Whether it has certainly ended; a process elsewhere may live. */
  boolean isGone() {
    return placeOfThisProcess().filter(place::equals).isPresent()
        && !ProcessHandle.of(pid).map(this::isItself).orElse(false);
  }

  private boolean isItself(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(instant -> Duration.between(started, instant).abs().compareTo(TOLERANCE) < 0)
        .orElse(true);
  }

  @Override
  public String toString() {
    return place + " " + pid + " " + started.toEpochMilli();
  }
}
