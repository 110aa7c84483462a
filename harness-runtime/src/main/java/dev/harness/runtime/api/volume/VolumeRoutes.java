package dev.harness.runtime.api.volume;

import dev.harness.engineapi.volume.CreateVolumeRequest;
import dev.harness.engineapi.volume.PrunedVolumes;
import dev.harness.engineapi.volume.VolumeInspect;
import dev.harness.engineapi.volume.VolumeList;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.engine.EngineVolumes;
import dev.harness.runtime.fs.volume.Volume;
import dev.harness.runtime.fs.volume.VolumeException;
import dev.harness.runtime.fs.volume.VolumeRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes of volumes. */
public final class VolumeRoutes {
  private final EngineVolumes volumes;

  /** Routes of these volumes. */
  public VolumeRoutes(EngineVolumes volumes) {
    this.volumes = volumes;
  }

  /** Adds the routes to a router under construction. */
  public void addTo(Router.Builder routes) {
    routes
        .add("GET", "/volumes", this::list)
        .add("GET", "/volumes/{name}", this::inspect)
        .add("POST", "/volumes/create", this::create)
        .add("POST", "/volumes/prune", this::prune)
        .add("DELETE", "/volumes/{name}", this::delete);
  }

  /** All volumes with what they take. */
  public List<VolumeInspect> usage() {
    return volumes.list().stream()
        .map(
            volume ->
                VolumeView.of(
                    volume,
                    new VolumeInspect.Usage(
                        volumes.sizeBytes(volume), volumes.users(volume).size())))
        .toList();
  }

  private Answer list(Request request) {
    VolumeFilter filter = new VolumeFilter(request.filters(VolumeFilter.OF_LIST));
    return Answer.json(
        200,
        new VolumeList(
            volumes.list().stream()
                .filter(volume -> filter.accepts(volume, isUsed(volume)))
                .map(volume -> VolumeView.of(volume, null))
                .toList(),
            List.of()));
  }

  private boolean isUsed(Volume volume) {
    return !volumes.users(volume).isEmpty();
  }

  private Answer inspect(Request request) {
    return Answer.json(200, VolumeView.of(volumes.get(request.parameter("name")), null));
  }

  private Answer create(Request request) throws IOException {
    CreateVolumeRequest wanted = request.json(CreateVolumeRequest.class);
    if (!Set.of("", "local").contains(wanted.driver())) {
      throw new RefusedRequest(
          404,
          "error looking up volume plugin %s: plugin \"%s\" not found; use the driver local"
              .formatted(wanted.driver(), wanted.driver()));
    }
    Map<String, String> labels = new HashMap<>(wanted.labels());
    if (wanted.name().isEmpty()) {
      labels.put(VolumeView.ANONYMOUS, "");
    }
    Volume volume =
        volumes.create(
            new VolumeRequest(
                Optional.of(wanted.name()).filter(name -> !name.isEmpty()),
                labels,
                wanted.driverOptions()));
    return Answer.json(201, VolumeView.of(volume, null));
  }

  private Answer delete(Request request) {
    try {
      volumes.remove(request.parameter("name"));
    } catch (VolumeException.NotFound missing) {
      if (!request.query().flag("force")) {
        throw missing;
      }
    }
    return Answer.empty(204);
  }

  private Answer prune(Request request) {
    VolumeFilter filter = new VolumeFilter(request.filters(VolumeFilter.OF_PRUNE));
    List<String> removed = new ArrayList<>();
    long reclaimed = 0;
    for (Volume volume : volumes.list()) {
      if ((volume.anonymous() || filter.alsoNamed()) && filter.accepts(volume, isUsed(volume))) {
        long size = volumes.sizeBytes(volume);
        if (volumes.removeUnused(volume)) {
          removed.add(volume.name());
          reclaimed += size;
        }
      }
    }
    return Answer.json(200, new PrunedVolumes(removed, reclaimed));
  }
}
