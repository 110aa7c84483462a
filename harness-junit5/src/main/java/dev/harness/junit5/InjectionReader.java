package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.RunningContainer;
import dev.harness.junit5.declare.Declarations;
import dev.harness.junit5.declare.DeclaredContainer;
import dev.harness.junit5.declare.DeclaredResource;
import dev.harness.junit5.declare.Injection;
import dev.harness.junit5.declare.Place;
import dev.harness.junit5.declare.ResourcePlan;
import dev.harness.junit5.text.Placeholders;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.UrlTemplate;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds out what an annotated field or parameter gets. */
final class InjectionReader {
  private final Declarations all;
  private final ContainerReader containers;
  private final ComposeReader compositions;

  /** Prepares; {@code all} is where names are looked up. */
  InjectionReader(Declarations all, Placeholders placeholders) {
    this.all = all;
    this.containers = new ContainerReader(all.type(), placeholders);
    this.compositions = new ComposeReader(placeholders);
  }

  /** Reads a field, if it is annotated and gets something. */
  Optional<Injection> field(Field field) {
    return read(field, annotation -> Place.of(annotation, field));
  }

  /** Reads a parameter, if it is annotated; what it declares itself is still to be started. */
  Optional<Injection> parameter(Parameter parameter) {
    return read(parameter, annotation -> Place.of(annotation, parameter));
  }

  private Optional<Injection> read(
      AnnotatedElement element, Function<Class<? extends Annotation>, Place> places) {
    return of(element, Container.class)
        .flatMap(one -> container(one, places.apply(Container.class)))
        .or(() -> of(element, Network.class).map(one -> network(one, places.apply(Network.class))))
        .or(() -> of(element, Volume.class).map(one -> volume(one, places.apply(Volume.class))))
        .or(() -> of(element, Compose.class).map(one -> compose(one, places.apply(Compose.class))))
        .or(() -> of(element, Url.class).map(one -> url(one, places.apply(Url.class))))
        .or(() -> of(element, Port.class).map(one -> port(one, places.apply(Port.class))));
  }

  private static <A extends Annotation> Optional<A> of(AnnotatedElement element, Class<A> type) {
    return AnnotationSupport.findAnnotation(element, type);
  }

  private Optional<Injection> container(Container annotation, Place place) {
    if (place.type().equals(ContainerSpec.class) && place.element() instanceof Field) {
      return Optional.empty();
    }
    place.requireType(RunningContainer.class);
    Optional<DeclaredContainer> own =
        all.containers().stream().filter(one -> one.place().equals(place)).findFirst();
    if (own.isEmpty() && place.element() instanceof Parameter) {
      own = containers.read(annotation, place, "");
    }
    return own.or(() -> Optional.of(referred(annotation, place))).map(Injection::whole);
  }

  private DeclaredContainer referred(Container annotation, Place place) {
    ContainerReader.requireBare(annotation, place);
    return used(annotation.value(), place);
  }

  private DeclaredContainer used(String name, Place place) {
    DeclaredContainer container = all.container(name, place);
    container.requireFor(place, place.life(), "get");
    return container;
  }

  private Injection network(Network annotation, Place place) {
    if (!annotation.value().isEmpty()) {
      NetworkReader.requireBare(annotation, place);
    }
    return resource(NetworkReader.plan(annotation, place), annotation.value(), place);
  }

  private Injection volume(Volume annotation, Place place) {
    return resource(new ResourcePlan.OfVolume(), annotation.value(), place);
  }

  private Injection compose(Compose annotation, Place place) {
    return resource(compositions.plan(annotation, place), "", place);
  }

  private Injection resource(ResourcePlan plan, String name, Place place) {
    place.requireType(plan.kind().type());
    if (name.isEmpty()) {
      return Injection.whole(
          all.resources().stream()
              .filter(one -> one.place().equals(place))
              .findFirst()
              .orElseGet(() -> new DeclaredResource(plan, "", place)));
    }
    DeclaredResource resource = all.resource(plan.kind(), name, place);
    resource.requireFor(place, place.life(), "get");
    return Injection.whole(resource);
  }

  private Injection url(Url annotation, Place place) {
    place.requireType(String.class, URI.class);
    DeclaredContainer container = used(annotation.of(), place);
    boolean isUri = place.type().equals(URI.class);
    try {
      UrlTemplate template = UrlTemplate.parse(annotation.value());
      container.requirePorts(template);
      if (isUri) {
        requireUri(template.example());
      }
    } catch (IllegalArgumentException e) {
      throw place.refused(e);
    }
    return part(
        container,
        running -> {
          String url = running.url(annotation.value());
          return isUri ? URI.create(url) : url;
        });
  }

  /** In words of our own: some versions of Java keep the text to themselves. */
  private static void requireUri(String text) {
    try {
      URI unused = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' is no URI: %s at index %d".formatted(text, e.getReason(), e.getIndex()), e);
    }
  }

  private Injection port(Port annotation, Place place) {
    place.requireType(InetSocketAddress.class, int.class);
    DeclaredContainer container = used(annotation.of(), place);
    try {
      container.requirePort(ContainerPort.tcp(annotation.value()));
    } catch (IllegalArgumentException e) {
      throw place.refused(e);
    }
    boolean isNumber = place.type().equals(int.class);
    return part(
        container,
        running -> {
          int port = running.port(annotation.value());
          return isNumber ? port : new InetSocketAddress(running.host(), port);
        });
  }

  private static Injection part(
      DeclaredContainer container, Function<RunningContainer, Object> part) {
    UnaryOperator<Object> ofRunning = running -> part.apply((RunningContainer) running);
    return new Injection(container, ofRunning);
  }
}
