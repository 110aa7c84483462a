package dev.harness.images.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the text of a Dockerfile apart: directives, comments, continued lines, documents. */
final class DockerfileReader {
  /** As much as any Dockerfile that people write, and no more than is read at once. */
  private static final int MAX_CHARACTERS = 4 << 20;

  private static final int MAX_STATEMENTS = 10_000;
  private static final Pattern DIRECTIVE =
      Pattern.compile("#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*");
  private static final Pattern FLAG = Pattern.compile("--([a-z][a-z-]*)(?:=(\\S*))?(?:\\s+|$)");
  private static final Pattern HEREDOC =
      Pattern.compile("(?<!\\S)\\d*<<(-?)(['\"]?)([A-Za-z_][A-Za-z0-9_.]*)\\2(?=\\s|$|[|&;>)])");
  private static final Set<String> WITH_HEREDOCS = Set.of("RUN", "COPY", "ADD");
  private static final Set<String> WORDS =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");

  /** Whose flags are not the instruction's own, or are read with its text. */
  private static final Set<String> WITHOUT_FLAGS =
      Set.of("CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD", "LABEL", "ENV", "MAINTAINER");

  private final List<String> lines;
  private char escape = '\\';
  private int at;

  DockerfileReader(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new DockerfileException(
          "the Dockerfile has more than %d characters".formatted(MAX_CHARACTERS));
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.lines = plain.lines().toList();
  }

  char escape() {
    return escape;
  }

  List<Statement> statements() {
    directives();
    List<Statement> statements = new ArrayList<>();
    while (at < lines.size()) {
      String line = lines.get(at).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        at++;
      } else {
        statements.add(statement());
        if (statements.size() > MAX_STATEMENTS) {
          throw DockerfileException.at(at, "more than " + MAX_STATEMENTS + " instructions");
        }
      }
    }
    return statements;
  }

  /** They count only in front of everything else. */
  private void directives() {
    while (at < lines.size()) {
      Matcher directive = DIRECTIVE.matcher(lines.get(at).strip());
      if (!directive.matches()) {
        return;
      }
      at++;
      if (directive.group(1).equalsIgnoreCase("escape")) {
        String value = directive.group(2);
        if (!value.equals("\\") && !value.equals("`")) {
          throw DockerfileException.at(
              at, "invalid escape '%s': want \\ or a backtick".formatted(value));
        }
        escape = value.charAt(0);
      }
    }
  }

  private Statement statement() {
    int first = at + 1;
    String whole = joined();
    String[] parts = whole.split("\\s+", 2);
    String word = parts[0].toUpperCase(Locale.ROOT);
    if (!WORDS.contains(word)) {
      throw DockerfileException.at(first, "unknown instruction: " + parts[0]);
    }
    String rest = parts.length < 2 ? "" : parts[1];
    Map<String, List<String>> flags = new LinkedHashMap<>();
    String text = WITHOUT_FLAGS.contains(word) ? rest : withoutFlags(rest, flags);
    if (text.isBlank() && !word.equals("CMD")) {
      throw DockerfileException.at(first, word + " requires at least one argument");
    }
    List<Heredoc> documents = WITH_HEREDOCS.contains(word) ? heredocs(text, first) : List.of();
    return new Statement(first, word, flags, text.strip(), documents, whole);
  }

  /** The line with those that continue it; comments and empty lines between them do not count. */
  private String joined() {
    StringBuilder joined = new StringBuilder();
    boolean more = true;
    boolean begun = false;
    while (more && at < lines.size()) {
      String line = lines.get(at);
      at++;
      String stripped = line.strip();
      if (begun && (stripped.isEmpty() || stripped.startsWith("#"))) {
        continue;
      }
      String end = line.stripTrailing();
      more = continues(end);
      String part = more ? end.substring(0, end.length() - 1) : line;
      joined.append(begun ? part : part.stripLeading());
      begun = true;
    }
    return joined.toString().strip();
  }

  /** An escape that is escaped itself continues nothing. */
  private boolean continues(String line) {
    int length = line.length();
    return length > 0
        && line.charAt(length - 1) == escape
        && (length == 1 || line.charAt(length - 2) != escape);
  }

  private static String withoutFlags(String text, Map<String, List<String>> flags) {
    Matcher flag = FLAG.matcher(text);
    int end = 0;
    while (flag.region(end, text.length()).lookingAt()) {
      String value = flag.group(2) == null ? "true" : flag.group(2);
      flags.computeIfAbsent(flag.group(1), name -> new ArrayList<>()).add(value);
      end = flag.end();
    }
    return text.substring(end);
  }

  private List<Heredoc> heredocs(String text, int line) {
    List<Heredoc> documents = new ArrayList<>();
    if (text.startsWith("[")) {
      return documents;
    }
    Matcher named = HEREDOC.matcher(text);
    while (named.find()) {
      boolean indented = !named.group(1).isEmpty();
      documents.add(heredoc(named.group(3), indented, named.group(2).isEmpty(), line));
    }
    return documents;
  }

  private Heredoc heredoc(String name, boolean indented, boolean expands, int line) {
    StringBuilder content = new StringBuilder();
    while (at < lines.size()) {
      String next = indented ? lines.get(at).replaceFirst("^\t+", "") : lines.get(at);
      at++;
      if (next.equals(name)) {
        return new Heredoc(name, content.toString(), expands);
      }
      content.append(next).append('\n');
    }
    throw DockerfileException.at(
        line, "the document <<%s has no end: a line with nothing but %s".formatted(name, name));
  }
}
