package dev.harness.registry;

import dev.harness.locate.user.Setting;
import dev.harness.locate.user.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Replaces the beginnings of images' names, so that specifications need not know where a company
 * keeps its copies: {@code docker.io/=registry.example.com/hub/}.
 *
 * @param rules the longest beginnings first
 */
record ImageSubstitution(List<Rule> rules) {
  /** What is named so is here already, and in no registry. */
  private static final String ID = "sha256:";

  ImageSubstitution {
    rules =
        rules.stream()
            .sorted(Comparator.comparingInt((Rule rule) -> rule.from().length()).reversed())
            .toList();
  }

  /**
   * Replaces one beginning.
   *
   * @param from the beginning of a full name, such as {@code docker.io/library/}
   * @param to what stands there instead
   */
  record Rule(String from, String to) {}

  /**
   * Reads the setting: rules {@code from=to}, separated by commas.
   *
   * @throws IllegalArgumentException when it is written otherwise
   */
  static ImageSubstitution of(Settings settings) {
    String text = settings.value(Setting.IMAGE_SUBSTITUTION).orElse("");
    List<Rule> rules = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String rule = part.strip();
      int equals = rule.indexOf('=');
      if (!rule.isEmpty() && (equals <= 0 || equals == rule.length() - 1)) {
        throw new IllegalArgumentException(
            "The setting %s is wrong: '%s' is not written docker.io/=registry.example.com/hub/"
                .formatted(Setting.IMAGE_SUBSTITUTION.key(), rule));
      }
      if (!rule.isEmpty()) {
        rules.add(new Rule(rule.substring(0, equals), rule.substring(equals + 1)));
      }
    }
    return new ImageSubstitution(rules);
  }

  /** The name under which an image is taken: the given one when no rule fits. */
  String apply(String image) {
    if (image.startsWith(ID)) {
      return image;
    }
    String full = ImageName.parse(image).full();
    for (Rule rule : rules) {
      if (full.startsWith(rule.from())) {
        return rule.to() + full.substring(rule.from().length());
      }
    }
    return image;
  }
}
