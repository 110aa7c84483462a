package dev.harness.engineapi.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/**
 * A file in a container, as the header {@code X-Docker-Container-Path-Stat} tells it: JSON in
 * base64 (C45).
 *
 * @param name the last part of the path
 * @param mode permissions with the type in the bits of Go's FileMode, not of stat(2)
 * @param mtime a time of RFC 3339
 * @param linkTarget empty unless it is a symbolic link
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PathStat(
    @JsonProperty("name") String name,
    @JsonProperty("size") long size,
    @JsonProperty("mode") long mode,
    @JsonProperty("mtime") String mtime,
    @JsonProperty("linkTarget") String linkTarget) {
  /** The header's name. */
  public static final String HEADER = "X-Docker-Container-Path-Stat";

  /** The bit of a directory. */
  public static final long DIRECTORY = 1L << 31;

  /** The bit of a symbolic link. */
  public static final long SYMBOLIC_LINK = 1L << 27;

  /** The bit of a device; with {@link #CHARACTER} one of characters. */
  public static final long DEVICE = 1L << 26;

  /** The bit of a named pipe. */
  public static final long NAMED_PIPE = 1L << 25;

  /** The bit of a socket. */
  public static final long SOCKET = 1L << 24;

  /** The bit of set-user-id. */
  public static final long SET_USER_ID = 1L << 23;

  /** The bit of set-group-id. */
  public static final long SET_GROUP_ID = 1L << 22;

  /** The bit of a device of characters. */
  public static final long CHARACTER = 1L << 21;

  /** The bit of sticky. */
  public static final long STICKY = 1L << 20;

  /** Takes absent parts as empty. */
  public PathStat {
    name = Absent.text(name);
    mtime = Absent.text(mtime);
    linkTarget = Absent.text(linkTarget);
  }
}
