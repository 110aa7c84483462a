package dev.harness.images.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Another registry that has the content of one (P13).
 *
 * @param domain the registry whose content it has, as in names of images
 * @param base its address, up to and with {@code /v2/}
 * @param prefix what goes in front of the names of repositories there; empty, or ends with a slash
 * @param resolvesTags whether it may say what a tag means; otherwise it only serves digests
 */
public record Mirror(String domain, HttpUrl base, String prefix, boolean resolvesTags) {
  private static final Pattern TEXT = Pattern.compile("([^=\\s]+)=(https?://[^;\\s]+)(;digests)?");

  /**
   * Reads {@code domain=https://host[:port][/prefix]}, with {@code ;digests} behind it when the
   * mirror is not trusted to resolve tags.
   *
   * @throws IllegalArgumentException when it is written otherwise
   */
  public static Mirror parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    HttpUrl url = matcher.matches() ? HttpUrl.parse(matcher.group(2)) : null;
    if (url == null || !url.username().isEmpty() || url.query() != null) {
      throw new IllegalArgumentException(
          "a mirror is written domain=https://host[:port][/prefix][;digests], this is not");
    }
    String path = url.encodedPath().replaceAll("^/+|/+$", "");
    return new Mirror(
        matcher.group(1),
        url.newBuilder().encodedPath("/v2/").build(),
        path.isEmpty() ? "" : path + "/",
        matcher.group(3) == null);
  }
}
