package dev.harness.locate.user;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who runs this process.
 *
 * @param uid the effective user id
 * @param gid the effective group id
 * @param name the login name; may be unknown, then the user id stands for it
 */
public record CallingUser(int uid, int gid, String name) {

  /** Asks the kernel; Linux only. */
  public static CallingUser ofThisProcess() {
    Path self = Path.of("/proc/self");
    try {
      int uid = (Integer) Files.getAttribute(self, "unix:uid");
      int gid = (Integer) Files.getAttribute(self, "unix:gid");
      String name = System.getProperty("user.name", "?");
      return new CallingUser(uid, gid, name.equals("?") ? Integer.toString(uid) : name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read who owns " + self, e);
    }
  }

  /** Whether the kernel forbids nothing to it. */
  public boolean isRoot() {
    return uid == 0;
  }
}
