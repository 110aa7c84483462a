package dev.harness.runtime.launch.program;

import java.util.List;

/**
 * One thing that a program does. When it fails, the program reports the step's number with the
 * errno, then exits.
 */
public sealed interface Step
    permits FileStep,
        IdentityStep,
        MountStep,
        NamespaceStep,
        ProcessStep,
        SupervisionStep,
        TerminalStep {

  /** What it does, such that "cannot " before it makes a sentence. */
  String describe();

  /** Adds the step's system calls to the program. */
  void emit(Emitter emitter);

  /** Steps that are carried out by another process than those that follow; numbered before them. */
  default List<Step> branch() {
    return List.of();
  }
}
