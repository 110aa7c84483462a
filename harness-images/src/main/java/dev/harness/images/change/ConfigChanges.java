package dev.harness.images.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies Dockerfile instructions to the run configuration of an image. */
final class ConfigChanges {
  private static final Pattern PORTS =
      Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp|sctp))?", Pattern.CASE_INSENSITIVE);
  private static final int LAST_PORT = 65535;
  private static final String CMD = "Cmd";

  private final ObjectNode config;
  private final ChangeScope scope;
  private boolean hasNewCommand;

  /** Will change {@code config} itself. */
  ConfigChanges(ObjectNode config, ChangeScope scope) {
    this.config = config;
    this.scope = scope;
    this.hasNewCommand = scope.keepsCommand();
  }

  /** What can be changed. */
  private enum Word {
    CMD,
    ENTRYPOINT,
    ENV,
    EXPOSE,
    HEALTHCHECK,
    LABEL,
    ONBUILD,
    STOPSIGNAL,
    USER,
    VOLUME,
    WORKDIR
  }

  /** Applies one instruction; empty lines and comments are none. */
  void apply(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] parts = line.split("\\s+", 2);
    String unused = apply(parts[0], parts.length < 2 ? "" : parts[1]);
  }

  /** Applies one instruction whose text may have several lines; returns what was done, in words. */
  String apply(String name, String rest) {
    Word word = word(name);
    InstructionText text = new InstructionText(word.name(), rest, scope.escape());
    return word.name() + " " + apply(word, text);
  }

  private String apply(Word word, InstructionText text) {
    return switch (word) {
      case CMD -> {
        hasNewCommand = true;
        yield command(CMD, text);
      }
      case ENTRYPOINT -> {
        // The old command belonged to the old entry point.
        if (!hasNewCommand) {
          config.remove(CMD);
        }
        yield command("Entrypoint", text);
      }
      case ENV -> pairs(text, this::variable);
      case EXPOSE -> ports(text);
      case HEALTHCHECK -> {
        config.set("Healthcheck", new HealthcheckChange(text).node());
        yield text.text();
      }
      case LABEL -> pairs(text, config.withObjectProperty("Labels")::put);
      case ONBUILD -> {
        config.withArrayProperty("OnBuild").add(text.required());
        yield text.text();
      }
      case STOPSIGNAL -> one("StopSignal", text);
      case USER -> one("User", text);
      case VOLUME -> {
        List<String> paths = text.list(variables());
        paths.forEach(this::volume);
        yield "[" + String.join(" ", paths) + "]";
      }
      case WORKDIR -> workingDirectory(text.one(variables()));
    };
  }

  private String command(String list, InstructionText text) {
    List<String> words = text.command(shell());
    set(list, words);
    return ChangeWords.quoted(words);
  }

  private String pairs(InstructionText text, BiConsumer<String, String> each) {
    Map<String, String> pairs = text.pairs(variables());
    pairs.forEach(each);
    return ChangeWords.pairs(pairs);
  }

  private String ports(InstructionText text) {
    List<String> ports =
        text.words(variables()).stream().flatMap(port -> Stream.of(port.split("\\s+"))).toList();
    ports.forEach(this::expose);
    return ports.stream().sorted().collect(Collectors.joining(" "));
  }

  private String one(String part, InstructionText text) {
    String word = text.one(variables());
    config.put(part, word);
    return word;
  }

  private static Word word(String text) {
    String wanted = text.toUpperCase(Locale.ROOT);
    for (Word word : Word.values()) {
      if (word.name().equals(wanted)) {
        return word;
      }
    }
    throw new ChangeException(text + " is not a valid change command");
  }

  private void set(String list, List<String> values) {
    ArrayNode array = config.putArray(list);
    values.forEach(array::add);
  }

  private List<String> shell() {
    List<String> words = new ArrayList<>();
    config.path("Shell").forEach(word -> words.add(word.asText()));
    return words.isEmpty() ? InstructionText.SHELL : words;
  }

  private List<String> variables() {
    List<String> variables = new ArrayList<>(scope.arguments());
    variables.addAll(environment());
    return variables;
  }

  private List<String> environment() {
    List<String> variables = new ArrayList<>();
    config.path("Env").forEach(variable -> variables.add(variable.asText()));
    return variables;
  }

  private void variable(String name, String value) {
    List<String> variables = environment();
    String added = name + "=" + value;
    boolean known = false;
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).startsWith(name + "=")) {
        variables.set(i, added);
        known = true;
      }
    }
    if (!known) {
      variables.add(added);
    }
    set("Env", variables);
  }

  private void expose(String port) {
    Matcher ports = PORTS.matcher(port);
    int first = ports.matches() ? Integer.parseInt(ports.group(1)) : LAST_PORT + 1;
    int last = ports.matches() && ports.group(2) != null ? Integer.parseInt(ports.group(2)) : first;
    if (last < first || last > LAST_PORT) {
      throw new ChangeException(
          "EXPOSE: invalid port '%s': want 80, 80/udp or 80-90".formatted(port));
    }
    String protocol = ports.group(3) == null ? "tcp" : ports.group(3).toLowerCase(Locale.ROOT);
    for (int each = first; each <= last; each++) {
      config.withObjectProperty("ExposedPorts").putObject(each + "/" + protocol);
    }
  }

  private void volume(String path) {
    if (path.isBlank()) {
      throw new ChangeException("VOLUME specified can not be an empty string");
    }
    config.withObjectProperty("Volumes").putObject(path);
  }

  private String workingDirectory(String path) {
    String before = config.path("WorkingDir").asText("");
    Path whole = Path.of("/", before).resolve(path).normalize();
    config.put("WorkingDir", whole.toString());
    return whole.toString();
  }
}
