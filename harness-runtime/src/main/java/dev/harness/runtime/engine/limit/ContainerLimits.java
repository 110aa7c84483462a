package dev.harness.runtime.engine.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.harness.runtime.cgroup.CgroupException;
import dev.harness.runtime.cgroup.ControlGroup;
import dev.harness.runtime.cgroup.ControlGroups;
import dev.harness.runtime.cgroup.Controller;
import dev.harness.runtime.cgroup.LimitSupport;
import dev.harness.runtime.cgroup.OomWatch;
import dev.harness.runtime.cgroup.ResourceLimits;
import dev.harness.runtime.cgroup.ResourceUsage;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.linux.process.Procfs;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The limits of one container, and the control group in which they hold while it runs.
 *
 * <p>A container without limits starts without a group, as joining one takes the kernel many
 * milliseconds; it gets one when it is paused or limited while it runs.
 */
public final class ContainerLimits {
  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS = 100;
  private static final Set<Controller> EXCEPT_PROCESSES =
      Set.of(Controller.MEMORY, Controller.CPU, Controller.CPUSET, Controller.BLOCK_IO);
  private static final Set<Controller> COUNTED =
      Set.of(Controller.MEMORY, Controller.CPU_TIME, Controller.PIDS, Controller.BLOCK_IO);

  private final ControlGroups groups;
  private final ContainerId id;
  private final Runnable outOfMemory;
  private final ContainerProcesses processes = new ContainerProcesses(PROC);
  private final ProcessFigures figures = new ProcessFigures(PROC);

  /** Held during short operations on the files of the group. */
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private ResourceLimits limits;

  @GuardedBy("lock")
  private Optional<Held> held = Optional.empty();

  @GuardedBy("lock")
  private boolean oomKilled;

  /**
   * A group that exists.
   *
   * @param complete whether it has counted from the start of the container on
   */
  private record Held(ControlGroup group, Optional<OomWatch> watch, boolean complete) {}

  /**
   * Sets nothing yet.
   *
   * @param wanted of these, what the machine cannot limit is left out
   * @param outOfMemory called on a thread of its own, each time that the memory has run out
   */
  public ContainerLimits(
      ControlGroups groups, ContainerId id, ResourceLimits wanted, Runnable outOfMemory) {
    this.groups = groups;
    this.id = id;
    this.limits = wanted.with(groups.support().controllers());
    this.outOfMemory = outOfMemory;
  }

  /** What holds, or will when it runs. */
  public ResourceLimits now() {
    lock.lock();
    try {
      return limits;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes the group for a start, if one is needed. The number of processes is not limited before
   * {@link #started}: the launcher is one besides the container's own.
   *
   * @throws CgroupException when the kernel does not give it
   */
  public void begin() {
    lock.lock();
    try {
      oomKilled = false;
      if (!limits.controllers().isEmpty()) {
        held = Optional.of(hold(limits.with(EXCEPT_PROCESSES), true));
      }
    } finally {
      lock.unlock();
    }
  }

  private Held hold(ResourceLimits first, boolean complete) {
    ControlGroup group = groups.create(id.value(), groups.support().controllers());
    try {
      group.limit(first);
      Optional<OomWatch> watch =
          groups.support().can(Controller.MEMORY)
              ? Optional.of(group.watchMemory(outOfMemory))
              : Optional.empty();
      return new Held(group, watch, complete);
    } catch (CgroupException failure) {
      group.close();
      throw failure;
    }
  }

  /** Sets what is still open; to be called when the launcher is gone and nothing else runs yet. */
  public void started() {
    lock.lock();
    try {
      held.ifPresent(now -> now.group().limit(limits));
    } finally {
      lock.unlock();
    }
  }

  /** What a process writes 0 into before it becomes one of the container's. */
  public List<String> memberFiles() {
    lock.lock();
    try {
      return held.map(now -> now.group().memberFiles()).orElse(List.of());
    } finally {
      lock.unlock();
    }
  }

  /** What a container sees of its group: directories by name; none where it sees it otherwise. */
  public Map<String, String> shown() {
    lock.lock();
    try {
      return held.map(now -> now.group().shown()).orElse(Map.of());
    } finally {
      lock.unlock();
    }
  }

  /** Frees the group, of which all processes have ended. */
  public void end() {
    Optional<Held> last;
    boolean killed;
    lock.lock();
    try {
      last = held;
      held = Optional.empty();
      killed = last.filter(now -> now.group().oomKills() > 0).isPresent();
      oomKilled = killed;
    } finally {
      lock.unlock();
    }
    last.ifPresent(
        now -> {
          now.watch().ifPresent(watch -> end(watch, killed));
          now.group().close();
        });
  }

  /** The end of a run that memory ended comes faster than the notice of it. */
  private void end(OomWatch watch, boolean killed) {
    watch.close();
    if (killed && !watch.hasTold()) {
      outOfMemory.run();
    }
  }

  /** Whether a process of the present or the last run was killed for want of memory (C42). */
  public boolean oomKilled() {
    lock.lock();
    try {
      return held.map(now -> now.group().oomKills() > 0).orElse(oomKilled);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Changes limits; what {@code more} does not say stays.
   *
   * @param first the first process when the container runs
   * @throws EngineException.Conflict when they do not go with those that hold
   * @throws EngineException.Failed when the kernel does not take them
   */
  public void update(ResourceLimits more, Optional<Integer> first) {
    lock.lock();
    try {
      LimitChange.check(id, limits, more);
      ResourceLimits next = more.with(groups.support().controllers()).over(limits);
      if (first.isPresent() && !next.controllers().isEmpty()) {
        group(first.get()).limit(next);
      }
      limits = next;
    } catch (CgroupException failure) {
      throw new EngineException.Failed(
          "cannot update container %s: %s".formatted(id.shortForm(), failure.getMessage()),
          failure);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops all processes.
   *
   * @throws EngineException.Failed when the machine cannot do that (C44)
   */
  public void freeze(int first) {
    LimitSupport support = groups.support();
    if (!support.can(Controller.FREEZER)) {
      throw new EngineException.Failed(
          "cannot pause container %s: that takes a control group, and %s; %s"
              .formatted(id.shortForm(), support.obstacle(), support.remedy()));
    }
    try {
      lockedGroup(first).freeze();
    } catch (CgroupException failure) {
      throw new EngineException.Failed(
          "cannot pause container %s: %s".formatted(id.shortForm(), failure.getMessage()), failure);
    }
  }

  private ControlGroup lockedGroup(int first) {
    lock.lock();
    try {
      return group(first);
    } finally {
      lock.unlock();
    }
  }

  /** Lets all processes go on. */
  public void thaw() {
    lock.lock();
    try {
      held.ifPresent(now -> now.group().thaw());
    } finally {
      lock.unlock();
    }
  }

  /** The group, made now if there is none yet. */
  @GuardedBy("lock")
  private ControlGroup group(int first) {
    if (held.isEmpty()) {
      Held late = hold(limits, false);
      held = Optional.of(late);
      takeIn(late.group(), first);
    }
    return held.get().group();
  }

  /** Processes make others while they are moved, so this is done until none is left outside. */
  private void takeIn(ControlGroup group, int first) {
    Set<Integer> moved = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Set<Integer> outside = new HashSet<>(processes.of(first));
      outside.removeAll(moved);
      if (outside.isEmpty()) {
        return;
      }
      outside.forEach(group::add);
      moved.addAll(outside);
    }
    throw new EngineException.Failed(
        "container %s makes processes faster than they can be counted".formatted(id.shortForm()));
  }

  /** What its processes use. */
  public ResourceUsage usage(int first) {
    Optional<Held> now;
    lock.lock();
    try {
      now = held.filter(Held::complete);
    } finally {
      lock.unlock();
    }
    int shown = Procfs.number(first);
    if (now.isEmpty()) {
      return figures.of(processes.of(shown));
    }
    ResourceUsage counted = now.get().group().usage();
    if (now.get().group().controllers().containsAll(COUNTED)) {
      return counted;
    }
    return mixed(now.get().group().controllers(), counted, figures.of(processes.of(shown)));
  }

  private static ResourceUsage mixed(
      Set<Controller> controllers, ResourceUsage counted, ResourceUsage added) {
    return new ResourceUsage(
        controllers.contains(Controller.CPU_TIME) ? counted.cpu() : added.cpu(),
        controllers.contains(Controller.MEMORY) ? counted.memory() : added.memory(),
        controllers.contains(Controller.PIDS) ? counted.processes() : added.processes(),
        counted.blockIo());
  }
}
