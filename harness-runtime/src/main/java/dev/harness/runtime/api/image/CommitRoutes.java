package dev.harness.runtime.api.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.image.CommitResult;
import dev.harness.images.ImageMaking;
import dev.harness.images.arrival.MadeLayer;
import dev.harness.images.arrival.Step;
import dev.harness.images.change.RunConfig;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.Container;
import dev.harness.runtime.engine.ContainerDetails;
import dev.harness.runtime.engine.Containers;
import dev.harness.runtime.engine.request.CreateContainer;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The route that makes an image of a container.
 *
 * <p>A container that runs is not paused, whatever the request says. Each file is read at one
 * moment, so it is as consistent as after a power cut that loses nothing: what a database takes for
 * a crash. Who needs more stops the container first, which Docker's pause does not replace either:
 * that too keeps what a program still had in its memory out of the image.
 *
 * <p>What is in volumes is no part of the image, as with Docker. With {@code volumes=true}, which
 * Docker does not know, those without a name are: the image has their files where they were mounted,
 * and declares no volumes there.
 */
public final class CommitRoutes {
  private final ImageMaking making;
  private final Containers containers;
  private final ObjectMapper json;
  private final Clock clock;

  /** The route to images of these containers. */
  public CommitRoutes(ImageMaking making, Containers containers, ObjectMapper json, Clock clock) {
    this.making = making;
    this.containers = containers;
    this.json = json;
    this.clock = clock;
  }

  /** Adds the route to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes.add("POST", "/commit", this::commit);
  }

  private Answer commit(Request request) throws IOException {
    Query query = request.query();
    Container container =
        containers.find(
            query
                .text("container")
                .orElseThrow(() -> RefusedRequest.malformed("container is missing: name it")));
    Optional<Reference> name = NewImage.name(query);
    boolean volumes = query.flag("volumes");
    ContainerDetails details = container.details();
    Digest parent = Digest.parse(details.imageId());
    RunConfig ofParent = making.configOf(parent);
    RunConfig ofContainer =
        wanted(details.request()).over(volumes ? ofParent.withoutVolumes() : ofParent);
    RunConfig config =
        config(request.jsonOrEmpty(ContainerConfig.class))
            .over(ofContainer)
            .with(query.all("changes"))
            .over(ofContainer);
    Step step =
        new Step(
            clock.instant(),
            String.join(" ", details.process().arguments()),
            query.text("author").orElse(""),
            query.text("comment").orElse(""));
    MadeLayer.Content changes =
        volumes ? container::writeChangesAndVolumes : container::writeChanges;
    Digest id = making.commit(parent, changes, config, step, name);
    container.committed(id.toString(), name.map(Reference::familiar).orElse(""), step.comment());
    return Answer.json(201, new CommitResult(id.toString()));
  }

  /** What the container was asked to run, over its image. */
  private RunConfig wanted(CreateContainer request) throws IOException {
    CreateContainer.Command command = request.command();
    return config(
        ContainerConfig.builder()
            .user(command.user().orElse(""))
            .exposedPorts(
                request.exposedPorts().stream().map(Object::toString).collect(Collectors.toSet()))
            .env(command.environment())
            .cmd(command.arguments().orElse(List.of()))
            .workingDir(command.workingDirectory().orElse(""))
            .entrypoint(command.entrypoint().orElse(null))
            .labels(request.labels())
            .stopSignal(command.stopSignal().orElse(""))
            .build());
  }

  private RunConfig config(ContainerConfig config) throws IOException {
    return RunConfig.ofContainer(json.writeValueAsBytes(config));
  }
}
