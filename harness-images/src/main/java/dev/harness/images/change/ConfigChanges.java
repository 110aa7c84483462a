package dev.harness.images.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies Dockerfile instructions to the run configuration of an image. */
final class ConfigChanges {
  private static final Pattern PORTS =
      Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp|sctp))?", Pattern.CASE_INSENSITIVE);
  private static final int LAST_PORT = 65535;
  private static final String CMD = "Cmd";

  private final ObjectNode config;
  private boolean hasNewCommand;

  /** Will change {@code config} itself. */
  ConfigChanges(ObjectNode config) {
    this.config = config;
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
    Word word = word(parts[0]);
    InstructionText text = new InstructionText(word.name(), parts.length < 2 ? "" : parts[1]);
    switch (word) {
      case CMD -> {
        set(CMD, text.command());
        hasNewCommand = true;
      }
      case ENTRYPOINT -> entrypoint(text);
      case ENV -> text.pairs(environment()).forEach(this::variable);
      case EXPOSE -> text.words(environment()).forEach(this::expose);
      case HEALTHCHECK -> config.set("Healthcheck", new HealthcheckChange(text).node());
      case LABEL -> text.pairs(environment()).forEach(config.withObjectProperty("Labels")::put);
      case ONBUILD -> config.withArrayProperty("OnBuild").add(text.required());
      case STOPSIGNAL -> config.put("StopSignal", text.one(environment()));
      case USER -> config.put("User", text.one(environment()));
      case VOLUME -> text.list(environment()).forEach(this::volume);
      case WORKDIR -> workingDirectory(text.one(environment()));
    }
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

  /** The old command belonged to the old entry point. */
  private void entrypoint(InstructionText text) {
    set("Entrypoint", text.command());
    if (!hasNewCommand) {
      config.remove(CMD);
    }
  }

  private void set(String list, List<String> values) {
    ArrayNode array = config.putArray(list);
    values.forEach(array::add);
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

  private void workingDirectory(String path) {
    String before = config.path("WorkingDir").asText("");
    config.put(
        "WorkingDir",
        path.startsWith("/") ? path : (before.equals("/") ? "" : before) + "/" + path);
  }
}
