package dev.harness.runtime.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.EngineJson;
import dev.harness.images.pipeline.Progress;
import dev.harness.runtime.api.testing.ServerFixture;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProgressAnswerTest {
  private static final Progress.Step FIRST = new Progress.Step("Pulling from app", "1", 0, 0);
  private static final Progress.Step SECOND = new Progress.Step("Downloading", "abc", 5, 10);

  private static ServerFixture serving(ProgressAnswer.Work work) throws IOException {
    return new ServerFixture(request -> ProgressAnswer.of(EngineJson.newMapper(), work));
  }

  @Test
  void tellsEachStepInALine() throws IOException {
    try (ServerFixture server =
        serving(
            (progress, lines) -> {
              progress.on(FIRST);
              progress.on(SECOND);
            })) {
      RawResponse response = server.connect().get("/");

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("Content-Type")).isEqualTo("application/json");
      assertThat(response.body())
          .isEqualTo(
              """
              {"status":"Pulling from app","id":"1"}
              {"status":"Downloading","id":"abc","progressDetail":{"current":5,"total":10}}
              """);
    }
  }

  @Test
  void tellsAFailureBehindTheFirstStepByTheStatus() throws IOException {
    try (ServerFixture server =
        serving(
            (progress, lines) -> {
              progress.on(FIRST);
              throw new IllegalStateException("no such image");
            })) {
      RawResponse response = server.connect().get("/");

      assertThat(response.status()).isEqualTo(409);
      assertThat(response.body()).isEqualTo("{\"message\":\"no such image\"}");
    }
  }

  @Test
  void tellsALateFailureInTheLastLine() throws IOException {
    try (ServerFixture server =
        serving(
            (progress, lines) -> {
              progress.on(FIRST);
              progress.on(SECOND);
              throw new IllegalStateException("wrong digest");
            })) {
      RawResponse response = server.connect().get("/");

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body())
          .endsWith(
              "{\"errorDetail\":{\"code\":0,\"message\":\"wrong digest\"},"
                  + "\"error\":\"wrong digest\"}\n");
    }
  }

  @Test
  void endsTheWorkWhenTheClientGoes() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (ServerFixture server =
        serving(
            (progress, lines) -> {
              try {
                while (true) {
                  progress.on(SECOND);
                }
              } finally {
                ended.countDown();
              }
            })) {
      RawClient client = server.connect().send("POST / HTTP/1.1\r\n\r\n");
      client.head();

      client.close();

      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
