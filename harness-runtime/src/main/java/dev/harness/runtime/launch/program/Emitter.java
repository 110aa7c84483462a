package dev.harness.runtime.launch.program;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.Errno;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.elf.Code;
import dev.harness.runtime.linux.elf.Data;
import dev.harness.runtime.linux.elf.Label;
import dev.harness.runtime.linux.elf.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the code of steps and gives each the same end on failure. */
public final class Emitter {
  private static final int REPORT_KIND = 7;
  private static final int REPORT_FIRST = 8;
  private static final int REPORT_SECOND = 12;
  private static final int REPORT_BYTES = 9;
  private static final int SLOT_BYTES = 8;

  private final Code code = new Code();
  private final Operand reports;
  private final Operand.Address failure;
  private final Label failed = code.label();
  private final Map<String, Operand.Address> slots = new HashMap<>();
  private int steps;

  Emitter(int reports) {
    this.reports = Operand.constant(reports);
    failure = report(Program.FAILED);
  }

  /** Adds steps, each with the next number. */
  void emit(List<Step> added) {
    for (Step step : added) {
      steps++;
      code.load(Operand.constant(steps)).store(failure.word(REPORT_FIRST));
      step.emit(this);
    }
  }

  /** Makes a call; a failure ends the program. */
  void require(SystemCall call, Operand... arguments) {
    code.call(call, arguments).jumpIfFailed(failed);
  }

  /** Makes a call; a failure ends the program unless it is one of {@code tolerated}. */
  void attempt(Set<Errno> tolerated, SystemCall call, Operand... arguments) {
    Label next = code.label();
    skipOn(tolerated, next, call, arguments);
    code.mark(next);
  }

  /** Makes a call and goes on at {@code target} when it fails in one of these ways. */
  void skipOn(Set<Errno> tolerated, Label target, SystemCall call, Operand... arguments) {
    code.call(call, arguments);
    tolerated.stream()
        .sorted()
        .forEach(errno -> code.jumpIfEqual(Operand.constant(-errno.number()), target));
    code.jumpIfFailed(failed);
  }

  /** Makes a call that leaves a descriptor or a process id in {@code slot}. */
  void requireInto(Slot slot, SystemCall call, Operand... arguments) {
    require(call, arguments);
    code.store(cell(slot));
  }

  /** Closes the descriptor in {@code slot}. */
  void close(Slot slot) {
    require(SystemCall.CLOSE, cell(slot));
  }

  /** Reports something other than a failure; its number is in the register. */
  void reportRegister(byte kind) {
    Operand.Address report = report(kind);
    code.store(report.word(REPORT_FIRST));
    write(report);
  }

  /** Reports one byte. */
  void reportByte(byte kind) {
    Operand.Address report = data().bytes(new byte[] {kind});
    require(SystemCall.WRITE, reports, report, Operand.constant(1));
  }

  /** The value of a variable, zero before it is set. */
  Operand.Cell cell(Slot slot) {
    return place(slot).word(0);
  }

  /** Where a variable is, for calls that write it. */
  Operand.Address place(Slot slot) {
    return slots.computeIfAbsent(slot.name(), added -> data().zeros(SLOT_BYTES));
  }

  Code code() {
    return code;
  }

  Data data() {
    return code.data();
  }

  /** Where failures end, with the negative errno in the register. */
  Label failed() {
    return failed;
  }

  byte[] finish(Architecture architecture) {
    code.call(SystemCall.EXIT_GROUP, Operand.constant(0));
    code.mark(failed).negate().store(failure.word(REPORT_SECOND));
    write(failure);
    code.call(SystemCall.EXIT_GROUP, Operand.constant(1));
    return code.executable(architecture);
  }

  private Operand.Address report(byte kind) {
    byte[] report = new byte[REPORT_KIND + REPORT_BYTES];
    report[REPORT_KIND] = kind;
    return data().bytes(report);
  }

  private void write(Operand.Address report) {
    code.call(SystemCall.WRITE, reports, report.plus(REPORT_KIND), Operand.constant(REPORT_BYTES));
  }
}
