package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.Wait;
import dev.harness.files.FileSource;
import dev.harness.junit5.text.Amounts;
import dev.harness.junit5.text.Pair;
import dev.harness.junit5.text.Placeholders;
import dev.harness.spec.Confinement;
import dev.harness.spec.PullPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an annotation says of a container, but for what depends on other declarations.
 *
 * @param said the annotation
 * @param placeholders for texts that have some
 */
record Attributes(Container said, Placeholders placeholders) {
  private static final String INIT_DIRECTORY = "/docker-entrypoint-initdb.d/";

  /** The specification with what is said. */
  ContainerSpec appliedTo(ContainerSpec base) {
    return waiting(confined(limited(withFiles(process(named(base))))));
  }

  private ContainerSpec named(ContainerSpec base) {
    ContainerSpec spec = base;
    if (!said.name().isEmpty()) {
      spec = spec.name(said.name());
    }
    if (!said.hostname().isEmpty()) {
      spec = spec.hostname(said.hostname());
    }
    for (String alias : said.alias()) {
      spec = spec.alias(alias);
    }
    for (String label : said.labels()) {
      Pair pair = Pair.assignment(label, "key=value");
      spec = spec.label(placeholders.filled(pair.first()), placeholders.filled(pair.second()));
    }
    for (int port : said.ports()) {
      spec = spec.port(port);
    }
    for (int port : said.eagerPorts()) {
      spec = spec.eagerPort(port);
    }
    for (int port : said.udpPorts()) {
      spec = spec.udpPort(port);
    }
    for (String host : said.extraHosts()) {
      Pair pair = Pair.addressed(host, "name:address");
      spec = spec.extraHost(pair.first(), pair.second());
    }
    return spec;
  }

  private ContainerSpec process(ContainerSpec base) {
    ContainerSpec spec = base;
    for (String variable : said.env()) {
      // What is filled in may be secret, so no message shows it.
      Pair pair = Pair.assignment(variable, "NAME=value");
      spec = spec.env(placeholders.filled(pair.first()), placeholders.filled(pair.second()));
    }
    for (String variable : said.envUrls()) {
      Pair pair = Pair.assignment(variable, "NAME=url");
      spec = spec.envUrl(pair.first(), pair.second());
    }
    if (said.entrypoint().length > 0) {
      spec = spec.entrypoint(said.entrypoint());
    }
    if (said.command().length > 0) {
      spec = spec.command(said.command());
    }
    if (!said.user().isEmpty()) {
      spec = spec.user(said.user());
    }
    if (!said.workingDirectory().isEmpty()) {
      spec = spec.workingDirectory(said.workingDirectory());
    }
    if (!said.stopSignal().isEmpty()) {
      spec = spec.stopSignal(said.stopSignal());
    }
    return said.init() ? spec.init() : spec;
  }

  private ContainerSpec withFiles(ContainerSpec base) {
    ContainerSpec spec = base;
    for (String text : said.files()) {
      Pair file = Pair.placed(text, "file:/place");
      Path source = Path.of(file.first());
      if (!Files.exists(source)) {
        throw new IllegalArgumentException("there is no file " + source.toAbsolutePath());
      }
      spec = spec.copy(FileSource.path(source), target(file));
    }
    for (String text : said.resources()) {
      Pair resource = Pair.placed(text, "resource:/place");
      spec = spec.copy(FileSource.resource(resource.first()), target(resource));
    }
    int number = 0;
    for (String script : said.initScripts()) {
      String target = "%s%03d-%s".formatted(INIT_DIRECTORY, number++, lastName(script));
      spec = spec.copy(FileSource.resource(script), target);
    }
    for (String target : said.tmpfs()) {
      spec = spec.tmpfs(target);
    }
    return spec;
  }

  /** In a directory, which has a slash behind it, a file keeps its name. */
  private static String target(Pair file) {
    String place = file.second();
    return place.endsWith("/") ? place + lastName(file.first()) : place;
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private ContainerSpec limited(ContainerSpec base) {
    ContainerSpec spec = base;
    if (!said.memory().isEmpty()) {
      spec = spec.memory(Amounts.bytes(placeholders.filled(said.memory())));
    }
    if (said.cpus() != 0) {
      spec = spec.cpus(said.cpus());
    }
    if (said.pids() != 0) {
      spec = spec.pids(said.pids());
    }
    if (!said.startupTimeout().isEmpty()) {
      spec = spec.startupTimeout(Amounts.time(placeholders.filled(said.startupTimeout())));
    }
    if (said.snapshot()) {
      spec = spec.snapshot();
    }
    String reuse = placeholders.filled(said.reuse());
    return reuse.isEmpty() ? spec : spec.reuse(Amounts.time(reuse));
  }

  /** What a specification has already stays. */
  private ContainerSpec confined(ContainerSpec base) {
    ContainerSpec spec = said.pull() == PullPolicy.MISSING ? base : base.pull(said.pull());
    if (!said.sharedMemory().isEmpty()) {
      spec = spec.sharedMemory(Amounts.bytes(placeholders.filled(said.sharedMemory())));
    }
    Confinement confinement = spec.confinement();
    for (String capability : said.addCapabilities()) {
      confinement = confinement.addCapability(capability);
    }
    for (String capability : said.dropCapabilities()) {
      confinement = confinement.dropCapability(capability);
    }
    if (said.readOnlyRoot()) {
      confinement = confinement.readOnlyRoot();
    }
    return spec.confinement(said.privileged() ? confinement.privileged() : confinement);
  }

  private ContainerSpec waiting(ContainerSpec spec) {
    List<Wait> waits = new ArrayList<>();
    if (!said.waitForHttp().isEmpty()) {
      waits.add(http(said.waitForHttp(), spec));
    }
    if (said.waitForHealthy()) {
      waits.add(Wait.forHealthy());
    }
    if (said.waitForCommand().length > 0) {
      waits.add(Wait.forCommand(said.waitForCommand()));
    }
    if (!said.waitForLogLine().isEmpty()) {
      waits.add(0, Wait.forLogLine(said.waitForLogLine()));
    } else if (!waits.isEmpty()) {
      waits.add(0, Wait.forPublishedPorts());
    }
    return waits.isEmpty() ? spec : spec.waitFor(Wait.forAll(waits.toArray(Wait[]::new)));
  }

  private static Wait http(String text, ContainerSpec spec) {
    int slash = text.indexOf('/');
    if (slash < 2 || text.charAt(0) != ':') {
      throw new IllegalArgumentException("'" + text + "' is not of the form :8080/path");
    }
    int port = Integer.parseInt(text, 1, slash, 10);
    if (!spec.publishes(port)) {
      throw new IllegalArgumentException(
          "'%s' needs port %d to be one of the ports".formatted(text, port));
    }
    return Wait.forHttp(port, text.substring(slash));
  }
}
