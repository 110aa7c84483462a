package dev.harness.images.reference;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * An operating system and a processor that an image is made for, normalised (P21).
 *
 * @param os the operating system, {@code linux}
 * @param architecture the processor in Go's words: {@code amd64}, {@code arm64}, {@code arm} …
 * @param variant the processor's variant such as {@code v7}, or empty; arm64's {@code v8} is the
 *     same as none and is left out
 */
public record Platform(String os, String architecture, String variant) {
  private static final String NAME = "(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,63})?";
  private static final String LINUX = "linux";
  private static final List<String> ARM_VARIANTS = List.of("v8", "v7", "v6", "v5");
  private static final List<String> AMD64_VARIANTS = List.of("v4", "v3", "v2", "v1");

  /** Normalises the three parts. */
  public Platform {
    if (!os.matches(NAME) || !architecture.matches(NAME) || !variant.matches(NAME)) {
      throw new InvalidReferenceException(
          "invalid platform '%s': write it as linux/amd64 or linux/arm/v7"
              .formatted(Quoting.shortened(String.join("/", os, architecture, variant))));
    }
    os = os.toLowerCase(Locale.ROOT);
    String given = architecture.toLowerCase(Locale.ROOT);
    variant = normalVariant(given, variant.toLowerCase(Locale.ROOT));
    architecture = normalArchitecture(given);
  }

  /**
   * Reads {@code os/architecture[/variant]}, or an architecture alone, which is one of Linux.
   *
   * @throws InvalidReferenceException when it is written otherwise
   */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    boolean complete = List.of(parts).stream().noneMatch(String::isEmpty);
    if (complete && parts.length == 1) {
      return new Platform(LINUX, parts[0], "");
    }
    if (complete && parts.length <= 3) {
      return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }
    throw new InvalidReferenceException(
        "invalid platform '%s': write it as linux/amd64 or linux/arm/v7"
            .formatted(Quoting.shortened(text)));
  }

  /** The platform of a Linux machine whose processor Java or {@code uname} calls this. */
  public static Platform ofLinux(String architecture) {
    return new Platform(LINUX, architecture, "");
  }

  private static String normalArchitecture(String given) {
    return switch (given) {
      case "x86_64", "x86-64" -> "amd64";
      case "aarch64" -> "arm64";
      case "armhf", "armel" -> "arm";
      case "i386", "i686", "x86" -> "386";
      default -> given;
    };
  }

  private static String normalVariant(String architecture, String variant) {
    return switch (architecture) {
      case "armhf" -> variant.isEmpty() ? "v7" : variant;
      case "armel" -> variant.isEmpty() ? "v6" : variant;
      case "arm" -> variant.matches("[5-8]") ? "v" + variant : variant;
      case "arm64", "aarch64" -> variant.equals("v8") || variant.equals("8") ? "" : variant;
      case "amd64", "x86_64", "x86-64" -> variant.equals("v1") ? "" : variant;
      default -> variant;
    };
  }

  /**
   * How far an offered platform is from this one: 0 for the same, more for a lower variant that
   * runs here too, empty when it does not run here. A higher variant is never taken.
   */
  public OptionalInt distanceTo(Platform offered) {
    if (!os.equals(offered.os) || !architecture.equals(offered.architecture)) {
      return OptionalInt.empty();
    }
    if (variant.equals(offered.variant)) {
      return OptionalInt.of(0);
    }
    return switch (architecture) {
      case "arm" -> below(ARM_VARIANTS, variant.isEmpty() ? "v7" : variant, offered.variant);
      case "amd64" -> below(AMD64_VARIANTS, variant.isEmpty() ? "v1" : variant, offered.variant);
      default -> offered.variant.isEmpty() ? OptionalInt.of(1) : OptionalInt.empty();
    };
  }

  private static OptionalInt below(List<String> downwards, String wanted, String offered) {
    if (offered.isEmpty()) {
      return OptionalInt.of(downwards.size());
    }
    int distance = downwards.indexOf(offered) - downwards.indexOf(wanted);
    boolean known = downwards.contains(offered) && downwards.contains(wanted);
    return known && distance >= 0 ? OptionalInt.of(distance) : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
