package dev.harness.contract;

import static dev.harness.contract.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names and beginnings of ids that stand for more than one container (H55). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class HostileNameIT {
  private static final int HEXADECIMAL_DIGITS = 16;

  @Test
  void h55NamesThatAreIdsOfOthersHideNobody(Api api) throws IOException {
    String victim = Subject.CREATED.make(api);
    String attacker =
        api.json(
                "POST /containers/create?name=" + victim,
                "{\"Image\":\"%s\",\"Cmd\":[\"true\"]}".formatted(Api.IMAGE))
            .path("Id")
            .asText();

    String found = api.json("GET /containers/%s/json".formatted(victim)).path("Id").asText();
    Subject.remove(api, victim);

    assertThat(found).isEqualTo(victim);
    assertThat(api.json("GET /containers/%s/json".formatted(attacker)).path("Name").asText())
        .isEqualTo("/" + victim);
    Subject.remove(api, attacker);
  }

  @Test
  void h55BeginningsOfSeveralIdsAreRefused(Api api) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i <= HEXADECIMAL_DIGITS; i++) {
      ids.add(Subject.CREATED.make(api));
    }
    String shared =
        ids.stream()
            .collect(Collectors.groupingBy(id -> id.substring(0, 1), Collectors.counting()))
            .entrySet()
            .stream()
            .filter(digit -> digit.getValue() > 1)
            .findFirst()
            .orElseThrow()
            .getKey();

    var answer = api.call("DELETE /containers/%s?force=1".formatted(shared));

    assertThat(answer).hasStatus(400).says("Multiple IDs found with provided prefix: " + shared);
    for (String id : ids) {
      assertThat(api.json("GET /containers/%s/json".formatted(id)).path("Id").asText())
          .isEqualTo(id);
      Subject.remove(api, id);
    }
  }
}
