package dev.harness.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that owns something on an engine, so that others can tell whether it still lives.
 *
 * @param place where its process id counts: the boot of the machine, the namespace of process ids
 *     and the user, because some machines hide the processes of other users
 * @param pid its process id
 * @param began how many ticks after the machine it began, which tells it from a later one with the
 *     same process id; no correction of the clock changes that
 */
record Owner(String place, long pid, long began) {
  private static final Pattern FORM = Pattern.compile("(\\S{1,300}) (\\d{1,18}) (\\d{1,18})");

  /** Of those in {@code /proc/PID/stat} that follow the name, as proc(5) counts them from one. */
  private static final int BEGAN = 22 - 3;

  /** This process, where the system tells enough of processes: on Linux. */
  static Optional<Owner> ofThisProcess() {
    long pid = ProcessHandle.current().pid();
    try {
      long began = began(pid);
      return placeOfThisProcess().map(place -> new Owner(place, pid, began));
    } catch (IOException e) {
      // As below.
      return Optional.empty();
    }
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
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /** Whether it has certainly ended; a process elsewhere may live. */
  boolean isGone() {
    return placeOfThisProcess().filter(place::equals).isPresent() && !lives();
  }

  private boolean lives() {
    try {
      return began(pid) == began;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // Nobody knows.
      return Files.exists(Path.of("/proc", Long.toString(pid)));
    }
  }

  /** The name of a process may hold blanks and brackets. */
  private static long began(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), ISO_8859_1);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[BEGAN]);
  }

  @Override
  public String toString() {
    return place + " " + pid + " " + began;
  }
}
