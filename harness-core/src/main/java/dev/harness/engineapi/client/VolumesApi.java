package dev.harness.engineapi.client;

import dev.harness.engineapi.volume.CreateVolumeRequest;
import dev.harness.engineapi.volume.VolumeInspect;
import dev.harness.engineapi.volume.VolumeList;

/** What concerns volumes. */
public final class VolumesApi {
  private static final String VOLUMES = "volumes";

  private final EngineCaller caller;

  VolumesApi(EngineCaller caller) {
    this.caller = caller;
  }

  /** Makes a volume; one of the same name is taken as it is. */
  public VolumeInspect create(CreateVolumeRequest request) {
    return caller.fetch(
        EngineRequest.post("create volume " + request.name(), VOLUMES, "create").json(request),
        VolumeInspect.class);
  }

  /** Asks for one volume. */
  public VolumeInspect inspect(String name) {
    return caller.fetch(
        EngineRequest.get("inspect volume " + name, VOLUMES, name), VolumeInspect.class);
  }

  /** Asks for all volumes. */
  public VolumeList list() {
    return caller.fetch(EngineRequest.get("list volumes", VOLUMES), VolumeList.class);
  }

  /** Removes a volume with its files; refused while a container has it. */
  public void remove(String name) {
    caller.send(EngineRequest.delete("remove volume " + name, VOLUMES, name));
  }
}
