package dev.harness.runtime.api.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.image.ProgressMessage;
import dev.harness.images.pipeline.Progress;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.stream.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with the progress of a pull, a load or a build, a JSON value a line.
 *
 * <p>The first step is held back until the second: most failures come between the two, and are then
 * told by the status. Later ones are told by a last line.
 */
public final class ProgressAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressAnswer.class);

  private ProgressAnswer() {}

  /** Brings images; tells its steps, or more, to the client. */
  @FunctionalInterface
  public interface Work {
    /**
     * Works.
     *
     * @throws IOException when the client has gone
     */
    void run(Progress progress, JsonLines lines) throws IOException;
  }

  /** Answers with what the work tells. */
  public static Answer of(ObjectMapper json, Work work) {
    return Answer.stream(
        200,
        "application/json",
        out -> {
          JsonLines lines = new JsonLines(out, json);
          try {
            work.run(new Teller(lines), lines);
          } catch (UncheckedIOException clientGone) {
            throw clientGone.getCause();
          } catch (RuntimeException e) {
            if (!lines.isSent()) {
              throw e;
            }
            LOG.warn("What was told to a client has failed", e);
            lines.write(ProgressMessage.failure(String.valueOf(e.getMessage())));
          }
        });
  }

  /** Tells each step but the first at once. */
  private static final class Teller implements Progress {
    private final JsonLines lines;
    private boolean first = true;

    private Teller(JsonLines lines) {
      this.lines = lines;
    }

    @Override
    public void on(Step step) {
      try {
        if (first) {
          lines.hold(message(step));
        } else {
          lines.write(message(step));
        }
        first = false;
      } catch (IOException e) {
        throw new UncheckedIOException("nobody listens to the progress any more", e);
      }
    }

    private static ProgressMessage message(Step step) {
      return step.current() == 0 && step.total() == 0
          ? ProgressMessage.status(step.id(), step.status())
          : ProgressMessage.progress(step.id(), step.status(), step.current(), step.total());
    }
  }
}
