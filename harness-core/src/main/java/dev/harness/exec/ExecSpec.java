package dev.harness.exec;

import dev.harness.logs.LogLine;
import dev.harness.spec.SpecRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * A command that is to run in a container. Immutable: every method that changes something returns
 * another.
 *
 * <pre>{@code
 * db.exec(ExecSpec.command("psql", "-f", "-").user("postgres").input("select 1;"))
 * }</pre>
 *
 * <p>Methods throw an {@link IllegalArgumentException} that says what is wrong with a value.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ExecSpec {
  private final List<String> command;
  private final String user;
  private final String workingDirectory;
  private final Map<String, String> env;
  private final byte[] input;
  private final Optional<Duration> limit;
  private final Optional<Consumer<LogLine>> listener;

  private ExecSpec(
      List<String> command,
      String user,
      String workingDirectory,
      Map<String, String> env,
      byte[] input,
      Optional<Duration> limit,
      Optional<Consumer<LogLine>> listener) {
    this.command = command;
    this.user = user;
    this.workingDirectory = workingDirectory;
    this.env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    this.input = input;
    this.limit = limit;
    this.listener = listener;
  }

  /** Starts with what is executed and its arguments; no shell reads them. */
  public static ExecSpec command(String... words) {
    return command(Arrays.asList(words));
  }

  /** Starts with what is executed and its arguments; no shell reads them. */
  public static ExecSpec command(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least one word");
    }
    List<String> checked =
        words.stream().map(word -> SpecRules.text("a word of the command", word)).toList();
    return new ExecSpec(checked, "", "", Map.of(), new byte[0], Optional.empty(), Optional.empty());
  }

  /** Sets the user, in place of the container's: a name or number, or either with a group. */
  public ExecSpec user(String name) {
    String checked = SpecRules.text("the user", name);
    return new ExecSpec(command, checked, workingDirectory, env, input, limit, listener);
  }

  /** Sets the directory in which it starts, in place of the container's. */
  public ExecSpec workingDirectory(String path) {
    String checked = SpecRules.path("the working directory", path);
    return new ExecSpec(command, user, checked, env, input, limit, listener);
  }

  /** Sets a variable of the environment; the container's others stay. */
  public ExecSpec env(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(env);
    more.put(SpecRules.variable(name), SpecRules.text("the value of " + name, value));
    return new ExecSpec(command, user, workingDirectory, more, input, limit, listener);
  }

  /** Gives it a text to read from its standard input, in UTF-8; by default there is none. */
  public ExecSpec input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives it bytes to read from its standard input. */
  public ExecSpec input(byte[] bytes) {
    return new ExecSpec(command, user, workingDirectory, env, bytes.clone(), limit, listener);
  }

  /**
   * Limits how long its end is waited for; by default there is no limit. What takes longer goes on
   * in the container: engines have no request that ends it.
   */
  public ExecSpec timeLimit(Duration time) {
    Duration checked = SpecRules.time("the time limit", time);
    return new ExecSpec(
        command, user, workingDirectory, env, input, Optional.of(checked), listener);
  }

  /**
   * Passes on what it says line by line, as it comes, such as to {@link dev.harness.logs.Slf4jLog};
   * the result has it too.
   *
   * @param consumer gets the lines of both streams; with a time limit on another thread
   */
  public ExecSpec onLog(Consumer<LogLine> consumer) {
    return new ExecSpec(command, user, workingDirectory, env, input, limit, Optional.of(consumer));
  }

  List<String> words() {
    return command;
  }

  String user() {
    return user;
  }

  String workingDirectory() {
    return workingDirectory;
  }

  List<String> variables() {
    return env.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
  }

  byte[] input() {
    return input.clone();
  }

  Optional<Duration> limit() {
    return limit;
  }

  Optional<Consumer<LogLine>> listener() {
    return listener;
  }

  /** The words of the command. */
  @Override
  public String toString() {
    return String.join(" ", command);
  }
}
