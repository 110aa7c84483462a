package dev.harness.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.compose.yaml.RenderedValue;
import dev.harness.compose.yaml.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeFilesTest {
  @TempDir Path directory;

  private Value.Fields read(String... texts) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      Path file = directory.resolve("compose%d.yaml".formatted(files.size()));
      files.add(Files.writeString(file, text));
    }
    return ComposeFiles.read(
        files, Variables.of(Map.of("GIVEN", "g"), name -> Optional.empty(), directory));
  }

  private String web(String... texts) throws IOException {
    return RenderedValue.of(read(texts).get("services").fields().get("web"));
  }

  private static String service(String key) {
    return "services: {web: {%s }}".formatted(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          environment: [A=b=c, D]            | {environment: {A: 'b=c', D: empty}}
          command: sh -c "echo 'a'"          | {command: ['sh', '-c', 'echo 'a'']}
          depends_on: [db]                   | {depends_on: {db: empty}}
          tmpfs: /run                        | {tmpfs: ['/run']}
          healthcheck: {test: curl x}        | {healthcheck: {test: ['CMD-SHELL', 'curl x']}}
          secrets: [key]                     | {secrets: [{source: 'key'}]}
          extra_hosts: ["a:1.2.3.4", "b=::1"] | {extra_hosts: {a: ['1.2.3.4'], b: ['::1']}}
          volumes: [/data]                   | {volumes: [{type: 'volume', target: '/data'}]}
          volumes: [data:/data:ro]           | {volumes: [{type: 'volume', source: 'data', target: '/data', read_only: 'true'}]}
          volumes: [./a:/data:rw]            | {volumes: [{type: 'bind', source: './a', target: '/data'}]}
          ports: [80]                        | {ports: [{target: '80'}]}
          ports: ["8080:80"]                 | {ports: [{target: '80', published: '8080'}]}
          ports: ["127.0.0.1::80"]           | {ports: [{target: '80', host_ip: '127.0.0.1'}]}
          ports: ["[::1]:8080:80/udp"]       | {ports: [{target: '80', published: '8080', host_ip: '::1', protocol: 'udp'}]}
          ports: ["81-82:91-92"]             | {ports: [{target: '91', published: '81'}, {target: '92', published: '82'}]}
          ports: ["81-89:91"]                | {ports: [{target: '91', published: '81-89'}]}
          x-own: 1                           | {}
          user: $GIVEN                       | {user: 'g'}
          """)
  void writesOutShortForms(String key, String expected) throws IOException {
    assertThat(web(service(key))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          image: a            | image: b                    | {image: 'b'}
          environment: [A=1, B=1] | environment: {B: 2, C: 3} | {environment: {A: '1', B: '2', C: '3'}}
          command: [a, b]     | command: c                  | {command: ['c']}
          expose: [1, 2]      | expose: [2, 3]              | {expose: ['1', '2', '3']}
          ports: [80]         | ports: [81, 80]             | {ports: [{target: '80'}, {target: '81'}]}
          volumes: [a:/d, /e] | volumes: [b:/d]             | {volumes: [{type: 'volume', source: 'b', target: '/d'}, {type: 'volume', target: '/e'}]}
          ports: [80]         | ports: !override [81]       | {ports: [{target: '81'}]}
          ports: [80]         | ports: !reset               | {}
          ports: [80]         | ports:                      | {ports: [{target: '80'}]}
          healthcheck: {test: [CMD, a], retries: 3} | healthcheck: {test: [NONE]} | {healthcheck: {test: ['NONE'], retries: '3'}}
          depends_on: {db: {condition: service_healthy}} | depends_on: [cache] | {depends_on: {db: {condition: 'service_healthy'}, cache: empty}}
          deploy: {resources: {limits: {cpus: 1, memory: 1g}}} | deploy: {resources: {limits: {cpus: 2}}} | {deploy: {resources: {limits: {cpus: '2', memory: '1g'}}}}
          """)
  void mergesLaterFiles(String earlier, String later, String expected) throws IOException {
    assertThat(web(service(earlier), service(later))).isEqualTo(expected);
  }

  @Test
  void forgetsAServiceThatIsReset() throws IOException {
    assertThat(
            RenderedValue.of(
                read("services: {web: {image: a}, db: {image: b}}", "services: {db: !reset }")
                    .get("services")))
        .isEqualTo("{web: {image: 'a'}}");
  }

  @Test
  void extendsAServiceOfTheFile() throws IOException {
    String text =
        """
        services:
          web:
            extends: {service: middle}
            environment: {C: 3}
          middle:
            extends: base
            environment: {B: 2}
            command: []
          base: {image: redis, environment: {A: 1, B: 1}, command: serve}
        """;

    assertThat(web(text))
        .isEqualTo("{image: 'redis', environment: {A: '1', B: '2', C: '3'}, command: []}");
  }

  @Test
  void findsVariablesBesideTheFile() throws IOException {
    Files.writeString(directory.resolve(".env"), "A=file\nGIVEN=file\n");

    assertThat(web(service("user: \"$A $GIVEN\""))).isEqualTo("{user: 'file g'}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          extends: web              | services.web: extends itself: web -> web
          extends: db               | services.web: extends the service db, which this file does not have
          extends: {file: b, service: a} | services.web: extends a service of another file, which is not supported: copy it here, or give both files to the composition
          ports: [x]                | services.web.ports[0]: 'x' is no port; write it like 80, 8080:80, 127.0.0.1:8080:80, 9000-9005 or 53/udp
          ports: ["1-3:5-6"]        | services.web.ports[0]: '1-3:5-6' has 3 host ports for 2 ports
          volumes: ["a:b"]          | services.web.volumes[0]: 'a:b' is no mount; write it like /data, name:/data, ./directory:/data or ./file:/etc/file:ro
          volumes: ["a:/b:xx"]      | services.web.volumes[0]: 'a:/b:xx' has the mode xx, which is not known
          extra_hosts: [a]          | services.web.extra_hosts: 'a' is not of the form name=address
          command: "sh 'a"          | services.web.command: 'sh 'a' has a ' that is not closed
          user: ${NAME:?who}        | services.web.user: '${NAME:?who}' needs a value for NAME: who
          """)
  void refusesWhatIsWrong(String key, String message) {
    assertThatThrownBy(() -> read("services:\n  web:\n    " + key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(directory.resolve("compose0.yaml") + ":3: ")
        .hasMessageEndingWith(": " + message);
  }
}
