package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.IdentityStep;
import dev.harness.runtime.launch.program.NamespaceStep;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.launch.program.TerminalStep;
import java.util.ArrayList;
import java.util.List;

/** An exec plan as a program. */
final class ExecProgram {

  private ExecProgram() {}

  /** Lists the steps; the number is as in {@link StartProgram#of}. */
  static Program of(ExecPlan plan, int reports) {
    List<Step> steps = new ArrayList<>(ProcessSteps.preparation(plan.process()));
    steps.add(new NamespaceStep.JoinProcess(plan.container().number(), plan.namespaces()));
    steps.add(new ProcessStep.ContinueAsSibling());
    steps.add(new ProcessStep.NewSession());
    steps.add(new IdentityStep.NewSessionKeyring());
    if (plan.stdio() instanceof Stdio.OnTerminal terminal) {
      // Its owner must be one that the container knows.
      steps.add(new IdentityStep.Root());
      steps.add(new TerminalStep.MakeInside());
      steps.add(new TerminalStep.Open(terminal.size(), plan.process().identity().uid()));
    }
    steps.addAll(ProcessSteps.of(plan.process(), plan.stdio(), List.of(), List.of()));
    return new Program(reports, steps);
  }
}
