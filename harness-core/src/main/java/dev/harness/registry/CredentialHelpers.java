package dev.harness.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.image.RegistryAuth;
import dev.harness.locate.user.HarnessLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks the programs that keep logins for users, such as {@code docker-credential-pass} (A5). */
final class CredentialHelpers {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final String NOT_FOUND = "credentials not found in native keychain";

  /** As whose password an identity token is written. */
  private static final String TOKEN_USER = "<token>";

  private final Map<String, String> environment;
  private final Duration limit;

  CredentialHelpers(Map<String, String> environment) {
    this(environment, LIMIT);
  }

  CredentialHelpers(Map<String, String> environment, Duration limit) {
    this.environment = Map.copyOf(environment);
    this.limit = limit;
  }

  /**
   * Asks one for a registry; what goes wrong is told, and then nobody is known.
   *
   * @param helper the end of the program's name
   * @param key how the helper knows the registry
   * @param file what names the helper, for messages
   */
  Optional<RegistryAuth> ask(String helper, String key, String file) {
    if (!NAME.matcher(helper).matches()) {
      HarnessLog.get().warn("{} names a credential helper that is none", file);
      return Optional.empty();
    }
    String program = "docker-credential-" + helper;
    try {
      HelperProcess.Result result = new HelperProcess(program, environment, limit).get(key);
      if (result.status() == 0) {
        return parse(result.output(), key);
      }
      if (!result.output().contains(NOT_FOUND)) {
        HarnessLog.get()
            .warn(
                "{}, which {} names, does not give the login to {}: status {}: {}",
                program,
                file,
                key,
                result.status(),
                shortened(result.output()));
      }
    } catch (JsonProcessingException e) {
      // Its message would show the secret.
      HarnessLog.get().warn("{}, which {} names, answers no JSON about {}", program, file, key);
    } catch (IOException e) {
      HarnessLog.get()
          .warn(
              "{}, which {} names, cannot be asked for the login to {}: {}",
              program,
              file,
              key,
              e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<RegistryAuth> parse(String output, String key)
      throws JsonProcessingException {
    JsonNode answer = EngineJson.newMapper().readTree(output);
    String user = answer.path("Username").asText();
    String secret = answer.path("Secret").asText();
    if (user.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        user.equals(TOKEN_USER)
            ? RegistryAuth.ofIdentityToken(secret, key)
            : RegistryAuth.ofPassword(user, secret, key));
  }

  /** What a helper says of a failure, on one line. */
  private static String shortened(String output) {
    String line = output.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
