package dev.harness.runtime.engine.mount;

import dev.harness.runtime.engine.request.MountRequest;
import dev.harness.runtime.fs.volume.Volume;
import java.util.Optional;

/**
 * Something that a container has mounted.
 *
 * @param request what was asked for; a volume that nobody named has its name here
 * @param volume the volume, if it is one
 */
public record ContainerMount(MountRequest request, Optional<Volume> volume) {}
