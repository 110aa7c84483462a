package dev.harness.engineapi.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.container.ContainerInspect;
import dev.harness.engineapi.container.ContainerProgram;
import dev.harness.engineapi.container.ContainerSummary;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.CreateContainerResponse;
import dev.harness.engineapi.container.StartedContainer;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * What concerns containers. Each is named by its id, a unique beginning of it, or its name.
 *
 * <p>Every method throws an {@link EngineApiException} when the engine refuses or is gone.
 */
public final class ContainersApi {
  private static final String CONTAINERS = "containers";
  private static final int ID_DIGITS = 64;
  private static final int SHOWN_DIGITS = 12;

  private final EngineCaller caller;

  ContainersApi(EngineCaller caller) {
    this.caller = caller;
  }

  /**
   * Creates a container.
   *
   * @param name empty leaves it to the engine
   */
  public CreateContainerResponse create(String name, CreateContainerRequest request) {
    String who = name.isEmpty() ? "a container" : "container " + name;
    String action = "create " + who + " from image " + request.config().image();
    return caller.fetch(
        EngineRequest.post(action, CONTAINERS, "create").query("name", name).json(request),
        CreateContainerResponse.class);
  }

  /** The program by which our engine would start a created container. */
  public ContainerProgram program(String container) {
    return caller.fetch(
        EngineRequest.get("explain container " + container, CONTAINERS, container, "program"),
        ContainerProgram.class);
  }

  /** Starts a container; one that runs already is left alone. */
  public void start(String container) {
    caller.sendPatiently(
        EngineRequest.post("start container " + shown(container), CONTAINERS, container, "start"));
  }

  /**
   * Asks a container to end, and kills it when it does not; returns when it is stopped.
   *
   * @param patience rounded up to seconds
   */
  public void stop(String container, Duration patience) {
    long seconds = patience.plusNanos(999_999_999).toSeconds();
    caller.sendPatiently(
        EngineRequest.post("stop container " + shown(container), CONTAINERS, container, "stop")
            .query("t", Long.toString(seconds)));
  }

  /**
   * Sends a signal to the first process.
   *
   * @param signal as {@code SIGTERM}
   */
  public void kill(String container, String signal) {
    caller.send(
        EngineRequest.post(
                "send " + signal + " to container " + shown(container),
                CONTAINERS,
                container,
                "kill")
            .query("signal", signal));
  }

  /** Stops the processes of a container where they are. */
  public void pause(String container) {
    caller.sendPatiently(
        EngineRequest.post("pause container " + shown(container), CONTAINERS, container, "pause"));
  }

  /** Lets the processes of a paused container go on. */
  public void unpause(String container) {
    caller.sendPatiently(
        EngineRequest.post(
            "unpause container " + shown(container), CONTAINERS, container, "unpause"));
  }

  /** Kills a container if it runs, and removes it with its volumes that have no name. */
  public void remove(String container) {
    caller.sendPatiently(
        EngineRequest.delete("remove container " + shown(container), CONTAINERS, container)
            .query("force", true)
            .query("v", true));
  }

  /** Asks for one container. */
  public ContainerInspect inspect(String container) {
    return caller.fetch(inspection(container), ContainerInspect.class);
  }

  /** Asks for one container that was just started. */
  public StartedContainer started(String container) {
    return caller.fetch(inspection(container), StartedContainer.class);
  }

  /** Asks for all that the engine tells of one container, as JSON. */
  public String inspectAll(String container) {
    return caller.fetch(inspection(container), JsonNode.class).toPrettyString();
  }

  private static EngineRequest inspection(String container) {
    return EngineRequest.get(
        "inspect container " + shown(container), CONTAINERS, container, "json");
  }

  /**
   * Asks for containers.
   *
   * @param all whether those that do not run are wanted too
   */
  public List<ContainerSummary> list(boolean all) {
    return List.of(
        caller.fetch(
            EngineRequest.get("list containers", CONTAINERS, "json").query("all", all),
            ContainerSummary[].class));
  }

  /** Asks for all containers, running or not, with a label. */
  public List<ContainerSummary> listLabelled(String label) {
    return List.of(
        caller.fetch(
            EngineRequest.get("list containers with label " + label, CONTAINERS, "json")
                .query("all", true)
                .query("filters", "{\"label\":[\"" + label + "\"]}"),
            ContainerSummary[].class));
  }

  /** Opens the log of a container without a terminal. */
  public ProcessOutput logs(String container, LogSelection selection) {
    return new ProcessOutput(
        caller.open(
            EngineRequest.get(
                    "read the log of container " + shown(container), CONTAINERS, container, "logs")
                .query("stdout", true)
                .query("stderr", true)
                .query("follow", selection.follow())
                .query("since", selection.sinceText())
                .query("tail", selection.tail() < 0 ? "" : Integer.toString(selection.tail()))));
  }

  /** Starts to wait for the end of a container that was started. */
  public PendingExit awaitExit(String container) {
    return new PendingExit(
        caller.open(
            EngineRequest.post(
                "wait for container " + shown(container), CONTAINERS, container, "wait")),
        caller.json());
  }

  /**
   * Unpacks an archive into a container, running or not.
   *
   * @param directory an absolute path that exists in the container
   */
  public void putArchive(String container, String directory, TarSource archive) {
    caller.sendPatiently(
        EngineRequest.put(
                "copy files into container " + shown(container), CONTAINERS, container, "archive")
            .query("path", directory)
            .body(new TarBody(archive)));
  }

  /**
   * Packs a file or a directory of a container.
   *
   * @param path absolute
   * @return a tar archive; the caller closes it
   */
  public InputStream getArchive(String container, String path) {
    EngineStream stream =
        caller.open(
            EngineRequest.get(
                    "copy " + path + " from container " + shown(container),
                    CONTAINERS,
                    container,
                    "archive")
                .query("path", path));
    return new EngineStreamInput(stream);
  }

  /** A container's id or name for a message: of an id, as much as people use. */
  static String shown(String container) {
    return container.length() == ID_DIGITS ? container.substring(0, SHOWN_DIGITS) : container;
  }
}
