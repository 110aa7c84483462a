package dev.harness.images.reference;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one image name (grammar of distribution/reference, reference/images.md §1). */
final class ReferenceParser {
  private static final int MAX_PATH_CHARACTERS = 255;
  private static final int MAX_CHARACTERS = 2048;
  private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final Pattern DOMAIN =
      Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+])(?::[0-9]{1,5})?");
  private static final Pattern COMPONENT =
      Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern IMAGE_ID = Pattern.compile("[a-f0-9]{64}");
  private static final Pattern PREFIXED_IMAGE_ID = Pattern.compile("sha256:[a-f0-9]{64}");

  private final String text;

  ReferenceParser(String text) {
    this.text = text;
  }

  Reference parse() {
    refuseWhatIsNoName();
    int at = text.indexOf('@');
    Digest digest = at < 0 ? null : Digest.parse(text.substring(at + 1));
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    // The colons of an IPv6 address in brackets stand in front of a slash, or there is no path.
    String tag = colon < 0 ? null : named.substring(colon + 1);
    String name = colon < 0 ? named : named.substring(0, colon);
    if (tag != null && !TAG.matcher(tag).matches()) {
      throw invalid("the tag is up to 128 letters, digits, '_', '.' and '-'");
    }
    String completed = tag == null && digest == null ? "latest" : tag;
    return complete(name, completed, digest);
  }

  private void refuseWhatIsNoName() {
    if (text.isEmpty()) {
      throw new InvalidReferenceException(
          "invalid reference format: the repository name must have at least one component");
    }
    if (text.length() > MAX_CHARACTERS) {
      throw invalid("it has more than %d characters".formatted(MAX_CHARACTERS));
    }
    if (IMAGE_ID.matcher(text).matches()) {
      throw invalid("cannot specify 64-byte hexadecimal strings as a name, they are ids of images");
    }
    if (PREFIXED_IMAGE_ID.matcher(text).matches()) {
      throw invalid("it is the id of an image, not a name");
    }
  }

  private Reference complete(String name, @Nullable String tag, @Nullable Digest digest) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean named = isDomain(first);
    String domain = named ? first : Reference.HUB_DOMAIN;
    String path = named ? name.substring(slash + 1) : name;
    if (!DOMAIN.matcher(domain).matches()) {
      throw invalid("'%s' is no registry's host name".formatted(Quoting.shortened(domain)));
    }
    checkComponents(path);
    if (domain.equals("index.docker.io")) {
      domain = Reference.HUB_DOMAIN;
    }
    if (domain.equals(Reference.HUB_DOMAIN) && path.indexOf('/') < 0) {
      path = Reference.HUB_LIBRARY + path;
    }
    if (path.length() > MAX_PATH_CHARACTERS) {
      throw invalid(
          "the repository name must not be more than %d characters".formatted(MAX_PATH_CHARACTERS));
    }
    return new Reference(domain, path, tag, digest);
  }

  /** Whether what stands in front of the first slash is a host and not a part of the path. */
  private static boolean isDomain(String first) {
    return first.equals("localhost")
        || first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }

  private void checkComponents(String path) {
    for (String component : path.split("/", -1)) {
      if (COMPONENT.matcher(component).matches()) {
        continue;
      }
      if (COMPONENT.matcher(component.toLowerCase(Locale.ROOT)).matches()) {
        throw invalid("the repository name must be lowercase");
      }
      throw invalid(
          "write it as [host[:port]/]path[:tag][@sha256:…], the path of lower-case letters and"
              + " digits, joined by '.', '_' or '-'");
    }
  }

  private InvalidReferenceException invalid(String why) {
    return new InvalidReferenceException(
        "invalid reference format '%s': %s".formatted(Quoting.shortened(text), why));
  }
}
