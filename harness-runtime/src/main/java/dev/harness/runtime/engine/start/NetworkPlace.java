package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.network.Endpoint;
import dev.harness.runtime.engine.network.Network;
import dev.harness.runtime.engine.request.EndpointRequest;
import java.util.Optional;

/**
 * A network that a container is in.
 *
 * @param request what it asked for there
 * @param endpoint where it is, while it runs
 */
public record NetworkPlace(Network network, EndpointRequest request, Optional<Endpoint> endpoint) {}
