package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.FileStep;
import dev.harness.runtime.launch.program.MountStep;
import dev.harness.runtime.launch.program.Slot;
import dev.harness.runtime.launch.program.Step;
import dev.harness.runtime.launch.program.TerminalStep;
import dev.harness.runtime.linux.file.MountAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The steps that make a container's mounts while the engine's are visible, then attach them. */
final class MountSteps {
  private static final Set<MountAttribute> DEVICE =
      Set.of(MountAttribute.NO_SUID, MountAttribute.NO_EXEC);
  private static final Set<MountAttribute> DEVICES = Set.of(MountAttribute.NO_SUID);
  private static final String TERMINALS = "devpts";
  private static final String CONSOLE = "console";
  private static final Set<MountAttribute> MASK = Set.of(MountAttribute.READ_ONLY);

  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Step> make = new ArrayList<>();
  private final List<Step> attach = new ArrayList<>();
  private final List<Step> cover = new ArrayList<>();
  private final Optional<TerminalStep.Open> terminal;
  private final List<String> consoles = new ArrayList<>();
  private boolean hasTerminals;

  MountSteps(StartPlan plan) {
    terminal = terminal(plan);
    plan.mounts().forEach(this::add);
    if (terminal.isPresent() && hasTerminals) {
      consoles.forEach(this::showConsole);
    } else if (terminal.isPresent()) {
      // Mounted nowhere: the process has the terminal, but no name for it.
      addTerminals(new MountSource.FileSystem(TERMINALS, List.of("newinstance")), Set.of());
    }
    plan.maskedPaths().forEach(this::mask);
    plan.readOnlyPaths().forEach(path -> cover.add(new MountStep.MakeReadOnly(path)));
  }

  /** Makes the mounts, attached nowhere. */
  List<Step> make() {
    return make;
  }

  /** Attaches them in the container's root. */
  List<Step> attach() {
    return attach;
  }

  /** Hides and protects what the attached ones show. */
  List<Step> cover() {
    return cover;
  }

  private void add(PlannedMount mount) {
    MountSource source = mount.source();
    if (source instanceof MountSource.Devices devices) {
      addDevices(devices, mount);
    } else if (source instanceof MountSource.FileSystem system) {
      Slot slot =
          system.type().equals(TERMINALS)
              ? addTerminals(system, mount.attributes())
              : make(system, mount.attributes());
      attach(slot, mount);
    } else if (source instanceof MountSource.Bind bind) {
      Slot slot = slot(bind.path());
      make.add(new MountStep.Copy(slot, bind.path(), bind.recursive(), mount.attributes()));
      attach(slot, mount);
    } else if (source instanceof MountSource.Detached detached) {
      Slot slot = slot("detached");
      make.add(new MountStep.Adopt(slot, detached.mount().number(), mount.attributes()));
      attach(slot, mount);
    }
  }

  private Slot make(MountSource.FileSystem system, Set<MountAttribute> attributes) {
    Slot slot = slot(system.type());
    make.add(new MountStep.Make(slot, system.type(), system.options(), attributes));
    return slot;
  }

  /** Makes the file system of terminals, and the process's own as its first one. */
  private Slot addTerminals(MountSource.FileSystem system, Set<MountAttribute> attributes) {
    Slot slot = make(system, attributes);
    if (terminal.isPresent() && !hasTerminals) {
      make.add(new TerminalStep.Make(slot));
      make.add(terminal.get());
    }
    hasTerminals = true;
    return slot;
  }

  private static Optional<TerminalStep.Open> terminal(StartPlan plan) {
    return plan.stdio() instanceof Stdio.OnTerminal terminal
        ? Optional.of(new TerminalStep.Open(terminal.size(), plan.process().identity().uid()))
        : Optional.empty();
  }

  private void attach(Slot slot, PlannedMount mount) {
    attach.add(new MountStep.Attach(slot, mount.target(), mount.followsLinks(), false));
  }

  /** Named after what it holds; numbered from the second of a name on. */
  private Slot slot(String content) {
    int number = slots.merge(content, 1, Integer::sum);
    return new Slot(number == 1 ? content : content + "#" + number);
  }

  private void addDevices(MountSource.Devices devices, PlannedMount mount) {
    Slot slot = slot("tmpfs");
    make.add(new MountStep.Make(slot, "tmpfs", devices.options(), mount.attributes()));
    devices.directories().forEach(name -> make.add(new FileStep.MakeDirectory(slot, name)));
    new TreeMap<>(devices.links())
        .forEach((name, target) -> make.add(new FileStep.MakeLink(slot, name, target)));
    devices.nodes().forEach(name -> make.add(new FileStep.MakeFile(slot, name)));
    devices.files().forEach(name -> make.add(new FileStep.MakeFile(slot, name)));
    if (terminal.isPresent()) {
      make.add(new FileStep.MakeFile(slot, CONSOLE));
      consoles.add(mount.target() + "/" + CONSOLE);
    }
    attach(slot, mount);
    for (String name : devices.nodes()) {
      Slot node = slot("/dev/" + name);
      make.add(new MountStep.Copy(node, "/dev/" + name, false, DEVICE));
      attach.add(new MountStep.Attach(node, mount.target() + "/" + name, false, false));
    }
  }

  private void showConsole(String target) {
    Slot console = slot(target);
    attach.add(new TerminalStep.Copy(console));
    attach.add(new MountStep.Attach(console, target, false, false));
  }

  private void mask(StartPlan.MaskedPath masked) {
    Slot slot = slot(masked.directory() ? "tmpfs" : "/dev/null");
    if (masked.directory()) {
      make.add(new MountStep.Make(slot, "tmpfs", List.of("nr_blocks=1", "nr_inodes=2"), MASK));
    } else {
      make.add(new MountStep.Copy(slot, "/dev/null", false, DEVICES));
    }
    cover.add(new MountStep.Attach(slot, masked.path(), false, true));
  }
}
