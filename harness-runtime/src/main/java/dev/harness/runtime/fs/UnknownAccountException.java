package dev.harness.runtime.fs;

/** A user or group that the image does not know. */
public final class UnknownAccountException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnknownAccountException(String message) {
    super(message);
  }

  static UnknownAccountException user(String name) {
    return new UnknownAccountException(
        "unable to find user %s: no matching entries in passwd file".formatted(name));
  }

  static UnknownAccountException group(String name) {
    return new UnknownAccountException(
        "unable to find group %s: no matching entries in group file".formatted(name));
  }

  static UnknownAccountException range(String number) {
    return new UnknownAccountException(
        "uids and gids must be in range 0-2147483647, not " + number);
  }

  static UnknownAccountException malformed(String kind, String text) {
    return new UnknownAccountException(
        "the image's account files give the %s number \"%s\"".formatted(kind, text));
  }
}
