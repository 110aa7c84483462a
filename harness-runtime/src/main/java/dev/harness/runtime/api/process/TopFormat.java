package dev.harness.runtime.api.process;

import dev.harness.engineapi.container.TopProcesses;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.process.ContainerProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns the arguments of {@code ps} ask for. There is no {@code ps} behind it: the usual
 * arguments are understood, others are refused.
 */
record TopFormat(List<ProcessColumn> columns) {
  private static final TopFormat FULL =
      new TopFormat(
          List.of(
              ProcessColumn.UID,
              ProcessColumn.PID,
              ProcessColumn.PPID,
              ProcessColumn.C,
              ProcessColumn.STIME,
              ProcessColumn.TTY,
              ProcessColumn.TIME,
              ProcessColumn.CMD));
  private static final TopFormat BSD =
      new TopFormat(
          List.of(
              ProcessColumn.USER,
              ProcessColumn.PID,
              ProcessColumn.PERCENT_CPU,
              ProcessColumn.PERCENT_MEMORY,
              ProcessColumn.VSZ,
              ProcessColumn.RSS,
              ProcessColumn.TTY,
              ProcessColumn.STAT,
              ProcessColumn.START,
              ProcessColumn.BSD_TIME,
              ProcessColumn.COMMAND));
  private static final TopFormat SHORT =
      new TopFormat(
          List.of(ProcessColumn.PID, ProcessColumn.TTY, ProcessColumn.TIME, ProcessColumn.CMD));

  TopFormat {
    columns = List.copyOf(columns);
  }

  /**
   * Reads arguments such as {@code -ef}, {@code aux} or {@code -o pid,args}.
   *
   * @throws RefusedRequest when there is one that is not understood
   */
  static TopFormat parse(String arguments) {
    String text = arguments.strip();
    if (text.isEmpty()) {
      return FULL;
    }
    // Which processes are shown is known: selections say nothing.
    String flags = text.startsWith("-") ? text.substring(1) : text;
    int option = flags.indexOf('o');
    String selection = option < 0 ? flags : flags.substring(0, option);
    if (!selection.replace(" -", "").matches("[eAaxufdl]*")) {
      throw refused(text);
    }
    if (option >= 0) {
      return columns(flags.substring(option + 1).strip(), text);
    }
    if (flags.contains("u")) {
      return BSD;
    }
    return flags.contains("f") ? FULL : SHORT;
  }

  private static TopFormat columns(String list, String text) {
    List<ProcessColumn> columns = new ArrayList<>();
    for (String name : list.replaceAll("\\s*(-?o\\s+|,)\\s*", " ").split(" +", -1)) {
      columns.add(ProcessColumn.named(name).orElseThrow(() -> refused(text)));
    }
    return new TopFormat(columns);
  }

  private static RefusedRequest refused(String text) {
    return RefusedRequest.malformed(
        "ps arguments '%s' are not supported by this engine; use -ef, aux, or -o with columns such"
                .formatted(text)
            + " as pid,user,args");
  }

  TopProcesses of(List<ContainerProcess> processes, Instant now, long memoryBytes) {
    return new TopProcesses(
        columns.stream().map(ProcessColumn::title).toList(),
        processes.stream().map(process -> row(process, now, memoryBytes)).toList());
  }

  private List<String> row(ContainerProcess process, Instant now, long memoryBytes) {
    return columns.stream().map(column -> column.of(process, now, memoryBytes)).toList();
  }
}
