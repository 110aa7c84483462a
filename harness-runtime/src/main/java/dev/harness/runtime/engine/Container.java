package dev.harness.runtime.engine;

import dev.harness.runtime.cgroup.ResourceLimits;
import dev.harness.runtime.engine.exec.Exec;
import dev.harness.runtime.engine.limit.ContainerUsage;
import dev.harness.runtime.engine.network.Network;
import dev.harness.runtime.engine.output.LogQuery;
import dev.harness.runtime.engine.output.LogSink;
import dev.harness.runtime.engine.process.ContainerProcess;
import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.EndpointRequest;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.ExecRequest;
import dev.harness.runtime.engine.request.RestartPolicy;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.fs.tree.PathStat;
import dev.harness.runtime.fs.tree.TreeChange;
import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.linux.terminal.TerminalSize;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.relay.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One container, from its creation to its removal. */
public final class Container {
  private final Lifecycle lifecycle;
  private final ContainerParts parts;

  Container(Lifecycle lifecycle, ContainerParts parts) {
    this.lifecycle = lifecycle;
    this.parts = parts;
  }

  /** Its identity. */
  public ContainerId id() {
    return parts.id();
  }

  /** Its name, without a leading slash. */
  public String name() {
    return parts.name();
  }

  /** How large its files are now; blocks while they are looked at. */
  public ContainerSize size() {
    long changed = parts.root().changedBytes();
    return new ContainerSize(changed, parts.imageBytes() + changed);
  }

  /** All that is known of it now. */
  public ContainerDetails details() {
    return lifecycle.details();
  }

  /**
   * Starts it; returns when its process runs.
   *
   * @return false when it ran already
   * @throws EngineException.InvalidRequest when its command cannot be executed
   * @throws EngineException.Failed when the machine refuses
   */
  public boolean start() {
    return lifecycle.start();
  }

  /**
   * Asks it to end and kills it when it does not; returns when it has ended.
   *
   * @param patience how long to wait before killing; negative = forever; absent = the container's
   *     own
   * @return false when it did not run
   */
  public boolean stop(Optional<Duration> patience) {
    return lifecycle.stop(patience);
  }

  /**
   * Stops it, when it runs, and starts it with all its files.
   *
   * @param patience as for {@link #stop}
   * @throws EngineException.InvalidRequest when its command cannot be executed
   * @throws EngineException.Conflict when it is removed as soon as it ends
   */
  public void restart(Optional<Duration> patience) {
    lifecycle.restart(patience);
  }

  /**
   * Sends a signal to its first process.
   *
   * @throws EngineException.Conflict when it does not run
   */
  public void kill(Signal signal) {
    lifecycle.kill(signal);
  }

  /**
   * Stops its processes where they are.
   *
   * @throws EngineException.Conflict when it does not run, or is paused
   * @throws EngineException.Failed when the machine cannot do that (C44)
   */
  public void pause() {
    lifecycle.pausing().pause();
  }

  /**
   * Lets its processes go on.
   *
   * @throws EngineException.Failed when it is not paused
   */
  public void unpause() {
    lifecycle.pausing().unpause();
  }

  /**
   * Changes its limits, at once when it runs, and when it runs again; what is not said stays.
   *
   * @throws EngineException.Conflict when they do not go with those that it has
   * @throws EngineException.Failed when the kernel does not take them
   */
  public void update(ResourceLimits more, Optional<RestartPolicy> restart) {
    lifecycle.update(more, restart);
  }

  /** What it uses; nothing when it does not run. */
  public Optional<ContainerUsage> usage() {
    return lifecycle.usage();
  }

  /**
   * Removes it with all its files; returns when everything is freed.
   *
   * @param force whether to kill it when it runs
   * @param withVolumes whether its anonymous volumes go too, unless others use them
   * @throws EngineException.Conflict when it runs and {@code force} is not given
   */
  public void remove(boolean force, boolean withVolumes) {
    lifecycle.remove(force, withVolumes);
  }

  /**
   * Lets it join a network, at once when it runs.
   *
   * @throws EngineException.InvalidRequest when it cannot have what it asks for there
   * @throws EngineException.Forbidden when it is there already
   */
  public void connect(Network network, EndpointRequest request) {
    parts.networks().connect(network, request);
  }

  /**
   * Lets it leave a network, at once when it runs.
   *
   * @throws EngineException.Forbidden when it is not there
   */
  public void disconnect(Network network) {
    parts.networks().disconnect(network);
  }

  ContainerParts parts() {
    return parts;
  }

  /**
   * What is wrong with a published port on purpose.
   *
   * @throws EngineException.NotFound when the port is not published
   */
  public Faults faults(ContainerPort port) {
    return parts.ports().faults(port);
  }

  /** Its exit code as soon as the condition holds; never completes exceptionally. */
  public CompletionStage<Integer> when(WaitCondition condition) {
    return lifecycle.when(condition);
  }

  /**
   * Gives its output to {@code sink}; blocks while the query follows and it runs.
   *
   * @throws IOException when the log cannot be read or the sink refuses
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public void logs(LogQuery query, LogSink sink) throws IOException, InterruptedException {
    parts.log().read(query, sink);
  }

  /** Takes a place at the run that is on, or at the next one; what it writes is missed no more. */
  public Attachment attach() {
    return new Attachment(parts.log(), parts.input(), lifecycle.visits());
  }

  /**
   * Refuses what a paused container cannot do.
   *
   * @throws EngineException.Conflict when it is paused
   */
  public void requireNotPaused(String verb) {
    lifecycle.requireNotPaused(verb);
  }

  /**
   * Sets the size of its terminal; does nothing without one.
   *
   * @throws EngineException.Conflict when it does not run
   */
  public void resize(TerminalSize size) {
    lifecycle.visits().resize(size);
  }

  void renamed(String before) {
    lifecycle.visits().renamed(before);
  }

  /**
   * Describes one of its files, whether it runs or not.
   *
   * @throws EngineException.NotFound when there is none
   */
  public PathStat stat(String path) {
    return ContainerFiles.of(parts).stat(path);
  }

  /**
   * Opens one of its files, which the caller closes.
   *
   * @throws EngineException.InvalidRequest when it is no file
   */
  InputStream read(String path) {
    return ContainerFiles.of(parts).read(path);
  }

  /**
   * Writes one of its files or directories to {@code tar}.
   *
   * @throws EngineException.NotFound when there is none
   * @throws IOException when {@code tar} cannot be written
   */
  public void copyOut(String path, OutputStream tar) throws IOException {
    ContainerFiles.of(parts).copyOut(path, tar);
  }

  /**
   * Unpacks an archive, plain or compressed, into one of its directories.
   *
   * @param keepKinds whether a directory and another kind of file may not replace one another
   * @throws EngineException.NotFound when there is no such directory
   * @throws EngineException.InvalidRequest when it is none, or the archive is not one
   */
  public void copyIn(String path, InputStream tar, boolean keepKinds) {
    ContainerFiles.of(parts).copyIn(path, tar, keepKinds);
  }

  /**
   * Writes its whole root to {@code tar}, whether it runs or not, without what is mounted into it.
   *
   * @throws EngineException.Conflict when it is being removed
   * @throws IOException when {@code tar} cannot be written
   */
  public void export(OutputStream tar) throws IOException {
    lifecycle.requireNotRemoving("export");
    ContainerFiles.of(parts).export(tar);
  }

  /**
   * Writes what differs from its image to {@code tar}, as a layer over the image's.
   *
   * @throws EngineException.Conflict when it is being removed
   * @throws IOException when {@code tar} cannot be written
   */
  public void writeChanges(OutputStream tar) throws IOException {
    writeChanges(List.of(), tar);
  }

  /**
   * Writes what differs from its image likewise, and what is in its volumes that have no name, where
   * they are mounted.
   *
   * @throws EngineException.Conflict when it is being removed
   * @throws IOException when {@code tar} cannot be written
   */
  public void writeChangesAndVolumes(OutputStream tar) throws IOException {
    writeChanges(parts.mounts().ofAnonymousVolumes(), tar);
  }

  private void writeChanges(List<String> mounted, OutputStream tar) throws IOException {
    lifecycle.requireNotRemoving("commit");
    ContainerFiles.of(parts).writeChanges(mounted, tar);
  }

  /**
   * Lists what differs from its image, without what is mounted into it.
   *
   * @throws EngineException.Conflict when it is being removed
   * @throws EngineException.InvalidRequest when there is too much to list
   */
  public List<TreeChange> changes() {
    lifecycle.requireNotRemoving("compare");
    return ContainerFiles.of(parts).changes();
  }

  /**
   * Lists the processes in it.
   *
   * @throws EngineException.Conflict when it does not run
   */
  public List<ContainerProcess> processes() {
    return lifecycle.visits().processes();
  }

  /**
   * Tells that an image was made of it.
   *
   * @param reference what the image is called, or empty
   */
  public void committed(String imageId, String reference, String comment) {
    lifecycle.committed(imageId, reference, comment);
  }

  /**
   * The program that would start it, step by step as a person reads it.
   *
   * @throws EngineException.InvalidRequest when it could not be started
   */
  public String explain() {
    return lifecycle.explain();
  }

  /**
   * Prepares a further process in it.
   *
   * @throws EngineException.Conflict when it does not run
   * @throws EngineException.InvalidRequest when there is no command
   */
  public Exec prepareExec(ExecRequest request) {
    return lifecycle.prepareExec(request);
  }
}
