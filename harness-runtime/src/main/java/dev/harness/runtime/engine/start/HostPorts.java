package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.net.Attachment;
import dev.harness.runtime.net.ContainerPort;
import dev.harness.runtime.net.NetworkException;
import dev.harness.runtime.net.publish.Publisher;
import dev.harness.runtime.net.publish.Reservation;
import dev.harness.runtime.net.relay.Faults;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The host ports of a container: reserved when it is created, so that they are known before it
 * starts; free when it ends; the same numbers again at each further start.
 */
public final class HostPorts implements AutoCloseable {
  private final Publisher publisher;
  private final Map<ContainerPort, List<InetSocketAddress>> bound;
  private final Set<ContainerPort> eager;
  private final Map<ContainerPort, Faults> faults;
  private List<Reservation> reserved;

  private HostPorts(Publisher publisher, List<Reservation> reserved, Set<ContainerPort> eager) {
    this.eager = eager;
    this.publisher = publisher;
    this.reserved = reserved;
    this.bound = addresses(reserved);
    this.faults =
        bound.keySet().stream()
            .collect(Collectors.toUnmodifiableMap(port -> port, port -> new Faults()));
  }

  /**
   * Reserves what a request asks for.
   *
   * @param eager those of the ports, or others, that do not wait for the container to listen
   * @throws EngineException.Failed when a port is taken
   */
  public static HostPorts reserve(
      Publisher publisher,
      Map<ContainerPort, List<CreateContainer.HostPort>> wanted,
      Set<ContainerPort> eager) {
    try (ResourceStack stack = new ResourceStack()) {
      List<Reservation> reserved = new ArrayList<>();
      new TreeMap<>(wanted)
          .forEach(
              (port, places) ->
                  places.forEach(place -> reserved.add(stack.push(reserve(port, place)))));
      stack.forget();
      return new HostPorts(publisher, reserved, eager);
    } catch (NetworkException.PortUnavailable taken) {
      throw new EngineException.Failed(taken.getMessage(), taken);
    }
  }

  /** Reserves the first port of a range that is free. */
  private static Reservation reserve(ContainerPort port, CreateContainer.HostPort place) {
    for (int number = place.port(); ; number++) {
      try {
        return reserve(port, place, number);
      } catch (NetworkException.PortUnavailable taken) {
        if (number == place.last()) {
          throw taken;
        }
      }
    }
  }

  private static Reservation reserve(
      ContainerPort port, CreateContainer.HostPort place, int number) {
    return place
        .address()
        .map(address -> Reservation.onAddress(port, address, number))
        .orElseGet(() -> Reservation.onLoopback(port, number));
  }

  private static Map<ContainerPort, List<InetSocketAddress>> addresses(List<Reservation> all) {
    Map<ContainerPort, List<InetSocketAddress>> bound = new HashMap<>();
    for (Reservation reservation : all) {
      bound
          .computeIfAbsent(reservation.containerPort(), port -> new ArrayList<>())
          .addAll(reservation.addresses());
    }
    return Map.copyOf(bound);
  }

  /**
   * What is wrong with a published port on purpose, as long as the container exists.
   *
   * @throws EngineException.NotFound when the port is not published
   */
  public Faults faults(ContainerPort port) {
    Faults found = faults.get(port);
    if (found == null) {
      throw new EngineException.NotFound(
          "container port %s is not published; published are %s".formatted(port, faults.keySet()));
    }
    return found;
  }

  /** Where each container port is, or will be, reached. */
  public Map<ContainerPort, List<InetSocketAddress>> bound() {
    return bound;
  }

  /** Publishes all ports until the result is closed; then they are free. */
  synchronized AutoCloseable publish(Fd networkNamespace, Attachment attachment) {
    List<Reservation> ready = reserved.isEmpty() ? reserveAgain() : reserved;
    reserved = List.of();
    try (ResourceStack stack = new ResourceStack()) {
      ready.forEach(stack::push);
      ResourceStack publications = new ResourceStack();
      stack.push(publications);
      for (Reservation reservation : ready) {
        ContainerPort port = reservation.containerPort();
        publications.push(
            publisher.publish(
                reservation, attachment, faults(port), opening(port), networkNamespace));
      }
      stack.forget();
      return publications;
    } catch (NetworkException failure) {
      throw new EngineException.Failed(failure.getMessage(), failure);
    }
  }

  private Publisher.Opening opening(ContainerPort port) {
    return eager.contains(port) ? Publisher.Opening.AT_ONCE : Publisher.Opening.WHEN_LISTENING;
  }

  /** For a further start: the same addresses and numbers, unless someone took them meanwhile. */
  private List<Reservation> reserveAgain() {
    try (ResourceStack stack = new ResourceStack()) {
      List<Reservation> again = new ArrayList<>();
      bound.forEach(
          (port, places) ->
              places.forEach(
                  place ->
                      again.add(
                          stack.push(
                              Reservation.onAddress(port, place.getAddress(), place.getPort())))));
      stack.forget();
      return again;
    } catch (NetworkException taken) {
      throw new EngineException.Failed(taken.getMessage(), taken);
    }
  }

  @Override
  public synchronized void close() {
    reserved.forEach(Reservation::close);
  }
}
