package dev.harness.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of a {@code .dockerignore}: one a line, of which the last that fits a path or a directory
 * above it decides; one with {@code !} in front takes back.
 */
final class IgnoreRules {
  /** A rule as an expression for paths with slashes between their components. */
  private record Rule(Pattern pattern, boolean takesBack) {}

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** Ignores nothing. */
  static IgnoreRules none() {
    return new IgnoreRules(List.of());
  }

  /**
   * Reads a {@code .dockerignore}.
   *
   * @throws IllegalArgumentException when a line is no pattern
   */
  static IgnoreRules parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String pattern = line.startsWith("#") ? "" : line.strip();
      boolean takesBack = pattern.startsWith("!");
      String path = cleaned(takesBack ? pattern.substring(1).strip() : pattern);
      if (!path.isEmpty() && !path.equals(".")) {
        rules.add(new Rule(expression(path, line), takesBack));
      }
    }
    return new IgnoreRules(List.copyOf(rules));
  }

  /** Without what says nothing: slashes at the ends, empty components and dots. */
  private static String cleaned(String path) {
    List<String> components = new ArrayList<>();
    for (String component : path.split("/", -1)) {
      if (component.equals("..") && !components.isEmpty()) {
        components.remove(components.size() - 1);
      } else if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    return String.join("/", components);
  }

  private static Pattern expression(String path, String line) {
    StringBuilder expression = new StringBuilder();
    for (int at = 0; at < path.length(); at++) {
      char next = path.charAt(at);
      if (path.startsWith("**/", at)) {
        expression.append("(?:.*/)?");
        at += 2;
      } else if (path.startsWith("**", at)) {
        expression.append(".*");
        at++;
      } else if (next == '*') {
        expression.append("[^/]*");
      } else if (next == '?') {
        expression.append("[^/]");
      } else if (next == '[' && path.indexOf(']', at) > at) {
        int end = path.indexOf(']', at);
        expression.append(path, at, end + 1);
        at = end;
      } else if (next == '\\' && at + 1 < path.length()) {
        at++;
        expression.append(Pattern.quote(path.substring(at, at + 1)));
      } else {
        expression.append(Pattern.quote(String.valueOf(next)));
      }
    }
    try {
      return Pattern.compile(expression.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' in .dockerignore is no pattern: %s".formatted(line, e.getDescription()), e);
    }
  }

  /**
   * Whether a path is left out.
   *
   * @param path relative to the context, with slashes
   */
  boolean ignores(String path) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.takesBack() == ignored && fits(rule, path)) {
        ignored = !rule.takesBack();
      }
    }
    return ignored;
  }

  /** Whether a directory is left out with all that could be in it. */
  boolean ignoresAllOf(String directory) {
    return rules.stream().noneMatch(Rule::takesBack) && ignores(directory);
  }

  private static boolean fits(Rule rule, String path) {
    int end = path.length();
    while (end > 0) {
      if (rule.pattern().matcher(path.substring(0, end)).matches()) {
        return true;
      }
      end = path.lastIndexOf('/', end - 1);
    }
    return false;
  }
}
