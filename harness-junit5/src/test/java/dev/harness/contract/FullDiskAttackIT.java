package dev.harness.contract;

import static dev.harness.contract.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.acceptance.StandingEngine;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A container fills the disk on which the engine keeps everything: nobody else ends for it, the
 * engine answers, and with the container all of it is free again (H49).
 */
@Tag("every-mode")
@SuppressWarnings("NullAway.Init") // set before all tests
@Timeout(120)
class FullDiskAttackIT {
  /** Writes more than the disk holds, and goes on; hardly more should the disk be none of ours. */
  private static final String FILL_FUNCTION =
      "fill() { head -c 100m /dev/zero >$1; while :; do echo >>$1; done 2>/dev/null; }; ";

  private static final String NEIGHBOUR = "i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done";

  @TempDir static Path directory;
  private static StandingEngine engine;
  private static Api api;

  @BeforeAll
  static void start() throws IOException {
    engine = StandingEngine.startOnSmallDisk(directory);
    api = Api.of(engine.socket());
    assertThat(api.call("POST /images/create?fromImage=" + Api.IMAGE)).hasStatus(200);
  }

  @AfterAll
  static void end() throws IOException {
    if (engine != null) {
      engine.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          H49 root directory ~ fill /file
          H49 volume         ~ fill /volume/file
          H49 many files     ~ while :; do i=$((i+1)); >/tmp/$i; done 2>/dev/null
          H49 log            ~ yes 01234567890123456789012345678901234
          """)
  void nobodyElseIsHarmed(String attack, String script) throws IOException {
    Confined containers = new Confined(api);
    String neighbour = containers.started("", NEIGHBOUR);
    String attacker = containers.started("'Binds':['full:/volume']", FILL_FUNCTION + script);
    awaitFull(neighbour);

    Pings pings = Pings.of(api);
    boolean stillFull = isFull(neighbour);
    RawResponse another = another();
    assertThat(api.call("DELETE /containers/%s?force=1&v=1".formatted(attacker))).hasStatus(204);
    assertThat(api.call("DELETE /volumes/full?force=1")).hasStatus(204);

    pings.wereAnsweredSoon(attack);
    assertThat(stillFull).as("the attack went on").isTrue();
    // Either there was room for an empty container, or the answer says why not.
    assertThat(another.body()).containsAnyOf("\"Id\":", "No space left on device", "disk is full");
    assertThat(state(neighbour).path("Running").asBoolean()).isTrue();
    assertThat(nextLine(neighbour)).matches("[0-9]+\n");
    assertThat(containers.output("", "head -c 8m /dev/zero >/file && echo written"))
        .contains("written");
    assertThat(api.json("POST /store/check").path("Problems")).isEmpty();
    Subject.remove(api, neighbour);
  }

  /** A container that is made while there is no room, which is removed again. */
  private static RawResponse another() throws IOException {
    RawResponse answer =
        api.call(
            "POST /containers/create",
            "{\"Image\":\"%s\",\"Cmd\":[\"true\"]}".formatted(Api.IMAGE));
    assertThat(answer.status()).isIn(201, 500);
    if (answer.status() == 201) {
      Subject.remove(api, Api.read(answer.body()).path("Id").asText());
    }
    return answer;
  }

  private static void awaitFull(String neighbour) throws IOException {
    while (!isFull(neighbour)) {
      assertThat(state(neighbour).path("Running").asBoolean()).isTrue();
    }
  }

  /** Whether another container can make and write no file either. */
  private static boolean isFull(String neighbour) throws IOException {
    String exec =
        api.json(
                "POST /containers/%s/exec".formatted(neighbour),
                "{\"Cmd\":[\"sh\",\"-c\",\"f=$(mktemp /mine-XXXXXX) && head -c 64k /dev/zero >$f\"],\"AttachStdout\":true}")
            .path("Id")
            .asText();
    assertThat(api.call("POST /exec/%s/start".formatted(exec), "{}").status()).isEqualTo(200);
    return api.json("GET /exec/%s/json".formatted(exec)).path("ExitCode").asInt() != 0;
  }

  private static JsonNode state(String id) throws IOException {
    return api.json("GET /containers/%s/json".formatted(id)).path("State");
  }

  /** What it writes next into its log, which had no room for a while. */
  private static String nextLine(String id) throws IOException {
    try (RawClient client = api.connect()) {
      client.send(
          "GET /containers/%s/logs?stdout=1&follow=1&tail=0 HTTP/1.1\r\nHost: engine\r\n\r\n"
              .formatted(id));
      client.head();
      int header = 8;
      return client.chunk().substring(header);
    }
  }
}
