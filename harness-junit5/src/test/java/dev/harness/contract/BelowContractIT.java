package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the mounts below the source of a bind, now and later (C7). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class BelowContractIT {
  private static final String SHOW =
      "cut -d' ' -f5,6 /proc/self/mountinfo | grep '^/data[ /]' | cut -d, -f1";

  @BeforeEach
  void requireMountsBelow() throws IOException {
    assumeThat(table())
        .as("needs /dev/shm, mounted below /dev")
        .anyMatch(at -> at.equals("/dev/shm"));
  }

  private static List<String> table() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .map(line -> List.of(line.split(" ", -1)).get(1))
        .toList();
  }

  @Test
  void c7MakesMountsBelowReadOnlyToo(Api api) throws IOException {
    String output = run(api, "\"ReadOnly\":true");

    assertThat(output).contains("/data ro\n").contains("/data/shm ro\n");
  }

  @Test
  void c7LeavesMountsBelowAsTheyAre(Api api) throws IOException {
    String output = run(api, "\"ReadOnly\":true,\"BindOptions\":{\"ReadOnlyNonRecursive\":true}");

    assertThat(output).contains("/data ro\n").contains("/data/shm rw\n");
  }

  @Test
  void c7MakesMountsBelowReadOnlyByForce(Api api) throws IOException {
    String output = run(api, "\"ReadOnly\":true,\"BindOptions\":{\"ReadOnlyForceRecursive\":true}");

    assertThat(output).contains("/data ro\n").contains("/data/shm ro\n");
  }

  @Test
  void c7LeavesMountsBelowAwayWhereTheKernelAllows(Api api) throws IOException {
    RawResponse created = create(api, "\"BindOptions\":{\"NonRecursive\":true}");

    if (created.status() == 201) {
      String output = output(api, Api.read(created.body()).path("Id").asText());
      assertThat(output).contains("/data rw\n").doesNotContain("/data/shm");
    } else {
      AnswerAssert.assertThat(created)
          .hasStatus(400)
          .says("what they cover would be seen; bind it with them");
    }
  }

  @Test
  void c7ShowsThePropagationThatWasAskedFor(Api api) throws IOException {
    String id =
        Api.read(create(api, "\"BindOptions\":{\"Propagation\":\"private\"}").body())
            .path("Id")
            .asText();

    assertThat(
            api.json("GET /containers/%s/json".formatted(id)).at("/Mounts/0/Propagation").asText())
        .isEqualTo("private");
    Subject.remove(api, id);
  }

  @ParameterizedTest(name = "c7 refuses {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "BindOptions":{"Propagation":"rshared"}         | out of which the kernel lets no mount
          "BindOptions":{"Propagation":"nonsense"}        | invalid propagation mode 'nonsense'
          "BindOptions":{"ReadOnlyNonRecursive":true}     | need ReadOnly
          "BindOptions":{"ReadOnlyForceRecursive":true}   | need ReadOnly
          "ReadOnly":true,"BindOptions":{"ReadOnlyForceRecursive":true,"ReadOnlyNonRecursive":true} | contradict each other
          "ReadOnly":true,"BindOptions":{"ReadOnlyForceRecursive":true,"Propagation":"rslave"} | needs the propagation rprivate
          """)
  void refuses(String fields, String says, Api api) throws IOException {
    AnswerAssert.assertThat(create(api, fields)).hasStatus(400).says(says);
  }

  @Test
  void c7RefusesToWaitForMountsThatTheHostKeepsToItself(Api api) throws IOException {
    assumeThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
        .as("needs a /dev whose mounts are nobody else's")
        .anyMatch(line -> line.matches("\\S+ \\S+ \\S+ \\S+ /dev [^:]*"));

    RawResponse response = create(api, "\"BindOptions\":{\"Propagation\":\"rslave\"}");

    AnswerAssert.assertThat(response)
        .hasStatus(400)
        .says("propagation 'rslave' of the bind of /dev")
        .says("is not a shared or slave mount");
  }

  private static RawResponse create(Api api, String fields) throws IOException {
    return api.call(
        "POST /containers/create",
        """
        {"Image":"%s","Cmd":["sh","-c","%s"],
         "HostConfig":{"NetworkMode":"none",
                       "Mounts":[{"Type":"bind","Source":"/dev","Target":"/data",%s}]}}\
        """
            .formatted(Api.IMAGE, SHOW, fields));
  }

  private static String run(Api api, String fields) throws IOException {
    RawResponse created = create(api, fields);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return output(api, Api.read(created.body()).path("Id").asText());
  }

  private static String output(Api api, String id) throws IOException {
    RawResponse started = api.call("POST /containers/%s/start".formatted(id));
    assertThat(started.status()).as(started.body()).isEqualTo(204);
    api.call("POST /containers/%s/wait".formatted(id));
    String output = api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(id)).body();
    Subject.remove(api, id);
    return output;
  }
}
