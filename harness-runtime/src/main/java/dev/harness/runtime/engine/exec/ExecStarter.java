package dev.harness.runtime.engine.exec;

import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import dev.harness.runtime.engine.request.CommandText;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.ExecRequest;
import dev.harness.runtime.engine.start.CommandNotFoundException;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.engine.start.Run;
import dev.harness.runtime.engine.start.Starter;
import dev.harness.runtime.engine.stream.PipeStreams;
import dev.harness.runtime.engine.stream.ProcessStreams;
import dev.harness.runtime.engine.stream.TerminalStreams;
import dev.harness.runtime.fs.UnknownAccountException;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.launch.Child;
import dev.harness.runtime.launch.LaunchException;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares execs in one container, and runs them from their start to their end. */
public final class ExecStarter {
  /** The exit code of a process that could not be started for another reason than its absence. */
  static final int CANNOT_START = 126;

  private static final int NOT_FOUND = 127;
  private static final Logger LOG = LoggerFactory.getLogger(ExecStarter.class);

  private final ContainerParts parts;
  private final Starter starter;
  private final Supplier<Run> run;
  private final BiConsumer<String, Map<String, String>> events;

  /**
   * Runs in the container of {@code parts}.
   *
   * @param run throws when it does not run
   * @param events takes an action of an exec and what it adds to the container's attributes
   */
  public ExecStarter(
      ContainerParts parts,
      Starter starter,
      Supplier<Run> run,
      BiConsumer<String, Map<String, String>> events) {
    this.parts = parts;
    this.starter = starter;
    this.run = run;
    this.events = events;
  }

  /**
   * Makes an exec that is still to be claimed.
   *
   * @throws EngineException.Conflict when the container does not run
   * @throws EngineException.InvalidRequest when there is no command
   */
  Exec prepare(ExecRequest request) {
    if (request.command().isEmpty()) {
      throw new EngineException.InvalidRequest("No exec command specified");
    }
    CommandText.check("the exec's command", request.command());
    CommandText.check("the exec's environment", request.environment());
    requireRunning();
    return new Exec(parts.id(), request, this);
  }

  /**
   * Checks that the container runs.
   *
   * @throws EngineException.Conflict when it does not
   */
  void requireRunning() {
    Run unused = run.get();
  }

  ExecEvents events(ExecId id, ExecRequest request) {
    return new ExecEvents(events, id, request.command());
  }

  /** Runs it to its end; what keeps it from starting is told in its output. */
  int run(Exec exec, Optional<InputStream> stdin, OutputSink output) {
    try (ProcessStreams streams = streams(exec, stdin.isPresent());
        Child child = starter.exec(parts, run.get(), exec.request(), streams.stdio())) {
      streams.started();
      exec.started(child, streams::resize);
      String name = "exec-" + exec.id().shortForm();
      feed(stdin, streams.stdin(), name);
      streams.carry(output, name, child);
      return child.await().code();
    } catch (CommandNotFoundException missing) {
      return refused(output, missing, NOT_FOUND);
    } catch (LaunchException failure) {
      return refused(output, failure, failure.errno() == Errno.ENOENT ? NOT_FOUND : CANNOT_START);
    } catch (UnknownAccountException | RootException | SystemException | EngineException failure) {
      return refused(output, failure, CANNOT_START);
    }
  }

  private static ProcessStreams streams(Exec exec, boolean stdin) {
    return exec.request().terminal()
        ? new TerminalStreams(exec.size(), stdin)
        : PipeStreams.open(stdin);
  }

  private static int refused(OutputSink output, RuntimeException failure, int code) {
    try {
      String text = "exec failed: %s\r\n".formatted(failure.getMessage());
      output.accept(OutputStreamKind.STDERR, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      LOG.debug("nobody hears that {}", failure.getMessage());
    }
    return code;
  }

  /** The thread ends with its source: the caller closes that when the process has ended. */
  private static void feed(
      Optional<InputStream> source, Optional<OutputStream> target, String name) {
    if (source.isEmpty() || target.isEmpty()) {
      return;
    }
    Thread thread = new Thread(() -> copy(source.get(), target.get(), name), name + "-stdin");
    thread.setDaemon(true);
    thread.start();
  }

  private static void copy(InputStream source, OutputStream target, String name) {
    try (target) {
      source.transferTo(target);
    } catch (IOException closed) {
      LOG.debug("{}: no more input: {}", name, closed.getMessage());
    }
  }
}
