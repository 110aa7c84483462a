package dev.harness.runtime.fs;

import dev.harness.runtime.fs.tree.RootTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Users and groups of an image, read from its {@code /etc/passwd} and {@code /etc/group}; turns
 * {@code user[:group]} into ids as Docker does (C22-C24).
 */
public final class Accounts {
  private static final int LIMIT_BYTES = 4 << 20;

  private final List<String[]> users;
  private final List<String[]> groups;

  private Accounts(List<String[]> users, List<String[]> groups) {
    this.users = users;
    this.groups = groups;
  }

  /**
   * Reads the accounts of an image; missing files mean none.
   *
   * @throws IOException when a file is there, but is not a regular one or is larger than 4 MiB
   */
  public static Accounts read(RootTree tree) throws IOException {
    return new Accounts(
        lines(tree.text("/etc/passwd", LIMIT_BYTES)), lines(tree.text("/etc/group", LIMIT_BYTES)));
  }

  static Accounts of(String passwd, String group) {
    return new Accounts(lines(Optional.of(passwd)), lines(Optional.of(group)));
  }

  private static List<String[]> lines(Optional<String> text) {
    return text.stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.strip().split(":", -1))
        .toList();
  }

  /** The first name of a user, if there is one. */
  public Optional<String> nameOf(long uid) {
    String number = Long.toString(uid);
    return users.stream()
        .filter(entry -> entry.length > 2 && entry[2].equals(number))
        .map(entry -> entry[0])
        .findFirst();
  }

  /**
   * Resolves {@code user}, {@code uid}, {@code user:group}, {@code :group} or nothing.
   *
   * @throws UnknownAccountException when a name is not in the files or a number out of range
   */
  public User resolve(String specification) {
    int colon = specification.indexOf(':');
    String user = colon < 0 ? specification : specification.substring(0, colon);
    String group = colon < 0 ? "" : specification.substring(colon + 1);
    Optional<String[]> entry = userEntry(user);
    OptionalInt number = user.isEmpty() ? OptionalInt.of(0) : Ids.parse(user);
    if (entry.isEmpty() && number.isEmpty()) {
      throw UnknownAccountException.user(user);
    }
    int uid = number.isPresent() ? number.getAsInt() : Ids.require(field(entry.get(), 2), "user");
    int gid = group.isEmpty() ? entry.map(this::primaryGroup).orElse(0) : groupId(group);
    String home = entry.map(fields -> field(fields, 5)).filter(h -> !h.isEmpty()).orElse("/");
    TreeSet<Integer> all = new TreeSet<>();
    all.add(gid);
    if (group.isEmpty()) {
      entry.ifPresent(fields -> all.addAll(memberships(field(fields, 0))));
    }
    return new User(uid, gid, List.copyOf(all), home);
  }

  private Optional<String[]> userEntry(String user) {
    // A number is never looked up as a name (CVE-2016-3697).
    OptionalInt number = user.isEmpty() ? OptionalInt.of(0) : Ids.parse(user);
    Predicate<String[]> wanted =
        number.isPresent()
            ? fields -> Ids.parse(field(fields, 2)).equals(number)
            : fields -> field(fields, 0).equals(user);
    return users.stream().filter(wanted).findFirst();
  }

  private int primaryGroup(String[] user) {
    return Ids.parse(field(user, 3)).orElse(0);
  }

  /**
   * The number of a group: a name must be in the files, a number need not (C23).
   *
   * @throws UnknownAccountException when a name is not in the files or a number out of range
   */
  public int groupId(String group) {
    OptionalInt number = Ids.parse(group);
    if (number.isPresent()) {
      return number.getAsInt();
    }
    return groups.stream()
        .filter(fields -> field(fields, 0).equals(group))
        .findFirst()
        .map(fields -> Ids.require(field(fields, 2), "group"))
        .orElseThrow(() -> UnknownAccountException.group(group));
  }

  private List<Integer> memberships(String user) {
    List<Integer> found = new ArrayList<>();
    for (String[] fields : groups) {
      if (List.of(field(fields, 3).split(",")).contains(user)) {
        Ids.parse(field(fields, 2)).ifPresent(found::add);
      }
    }
    return found;
  }

  private static String field(String[] fields, int index) {
    return index < fields.length ? fields[index] : "";
  }

  /**
   * Who a process runs as.
   *
   * @param groups all its groups, the primary one among them (CVE-2022-36109)
   */
  public record User(int uid, int gid, List<Integer> groups, String home) {
    public User {
      groups = List.copyOf(groups);
    }
  }
}
