package dev.harness.locate.boot;

import dev.harness.locate.user.CallingUser;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks up the subordinate ids of a user: in {@code /etc/subuid} and {@code /etc/subgid}, and
 * when these have none, by {@code getsubids}, which knows users of directory services too (R1).
 */
final class SubordinateIds {
  private final CallingUser user;
  private final Settings settings;
  private final Path etc;

  SubordinateIds(CallingUser user, Settings settings, Path etc) {
    this.user = user;
    this.settings = settings;
    this.etc = etc;
  }

  List<IdRange> users() {
    List<IdRange> ranges = inFile(etc.resolve("subuid"));
    return ranges.isEmpty() ? asked(List.of(user.name())) : ranges;
  }

  List<IdRange> groups() {
    List<IdRange> ranges = inFile(etc.resolve("subgid"));
    return ranges.isEmpty() ? asked(List.of("-g", user.name())) : ranges;
  }

  private List<IdRange> inFile(Path file) {
    List<IdRange> ranges = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String[] fields = line.strip().split(":", -1);
        if (fields.length == 3
            && (fields[0].equals(user.name()) || fields[0].equals(Integer.toString(user.uid())))) {
          IdRange.parse(fields[1], fields[2]).ifPresent(ranges::add);
        }
      }
    } catch (IOException e) {
      // A system without the file gives no ids by it.
      return List.of();
    }
    return ranges;
  }

  /** Reads lines such as {@code 0: dev 100000 65536}. */
  private List<IdRange> asked(List<String> arguments) {
    Optional<Command> getsubids = Command.find("getsubids", settings);
    if (getsubids.isEmpty()) {
      return List.of();
    }
    List<IdRange> ranges = new ArrayList<>();
    try {
      Command.Result result = getsubids.get().start(arguments).join();
      if (result.succeeded()) {
        for (String line : result.output().split("\n", -1)) {
          String[] fields = line.strip().split(" +", -1);
          if (fields.length == 4) {
            IdRange.parse(fields[2], fields[3]).ifPresent(ranges::add);
          }
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return ranges;
  }
}
