package dev.harness.contract;

import dev.harness.testing.RawResponse;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** What an answer must be. */
final class AnswerAssert extends AbstractAssert<AnswerAssert, RawResponse> {
  private AnswerAssert(RawResponse answer) {
    super(answer, AnswerAssert.class);
  }

  static AnswerAssert assertThat(RawResponse answer) {
    return new AnswerAssert(answer);
  }

  /** Checks the status, and that a failure has a message as Docker's clients read it. */
  AnswerAssert hasStatus(int expected) {
    Assertions.assertThat(actual.status()).as(actual.body()).isEqualTo(expected);
    if (expected >= 400) {
      Assertions.assertThat(actual.header("Content-Type")).isEqualTo("application/json");
      Assertions.assertThat(actual.body()).startsWith("{\"message\":\"");
    }
    return this;
  }

  /** Checks that the body has a text in it; {@code null} stands for none in particular. */
  AnswerAssert says(@Nullable String text) {
    if (text != null) {
      Assertions.assertThat(actual.body()).contains(text);
    }
    return this;
  }
}
