package dev.harness.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.image.RegistryAuth;
import dev.harness.locate.user.HarnessLog;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * One file of logins. It asks the helper that it names for a registry, or the one that it names for
 * all, before what it holds itself (A2).
 */
final class LoginFile {
  /** Under this name the Hub is known to helpers and in files. */
  private static final String HUB_KEY = "https://index.docker.io/v1/";

  private final String name;
  private final JsonNode root;
  private final JsonNode logins;
  private final CredentialHelpers helpers;

  private LoginFile(String name, JsonNode root, JsonNode logins, CredentialHelpers helpers) {
    this.name = name;
    this.root = root;
    this.logins = logins;
    this.helpers = helpers;
  }

  /**
   * Reads a file; empty, and told of, when it is malformed.
   *
   * @param bare whether it holds nothing but logins
   */
  static Optional<LoginFile> parse(
      String name, String text, boolean bare, CredentialHelpers helpers) {
    ObjectMapper json = EngineJson.newMapper();
    try {
      JsonNode root = json.readTree(text);
      return Optional.of(
          new LoginFile(
              name,
              bare ? json.createObjectNode() : root,
              bare ? root : root.path("auths"),
              helpers));
    } catch (JsonProcessingException e) {
      // Its message would show a part of the file.
      HarnessLog.get().warn("Logins to registries cannot be read from {}: it is no JSON", name);
      return Optional.empty();
    }
  }

  /** As whom the registry of an image is asked, if this file knows. */
  Optional<RegistryAuth> find(ImageName image) {
    return helper(image)
        .flatMap(
            helper ->
                helpers.ask(
                    helper, ImageName.isHub(image.domain()) ? HUB_KEY : image.domain(), name))
        .or(() -> own(image));
  }

  private Optional<String> helper(ImageName image) {
    return root.path("credHelpers").properties().stream()
        .filter(entry -> RegistryKey.parse(entry.getKey()).domain().equals(image.domain()))
        .map(entry -> entry.getValue().asText())
        .findFirst()
        .or(() -> Optional.of(root.path("credsStore").asText()))
        .filter(helper -> !helper.isEmpty());
  }

  /** The entry whose key fits best: a repository before a namespace before a registry (A3). */
  private Optional<RegistryAuth> own(ImageName image) {
    return logins.properties().stream()
        .filter(entry -> RegistryKey.parse(entry.getKey()).includes(image))
        .max(Comparator.comparingInt(entry -> RegistryKey.parse(entry.getKey()).path().length()))
        .flatMap(this::auth);
  }

  /** An entry without any login says that a helper has it, and is none. */
  private Optional<RegistryAuth> auth(Map.Entry<String, JsonNode> entry) {
    JsonNode node = entry.getValue();
    String key = entry.getKey();
    String identity = node.path("identitytoken").asText();
    String registry = node.path("registrytoken").asText();
    if (!identity.isEmpty() || !registry.isEmpty()) {
      return Optional.of(new RegistryAuth("", "", "", key, identity, registry));
    }
    String user = node.path("username").asText();
    if (!user.isEmpty()) {
      return Optional.of(RegistryAuth.ofPassword(user, node.path("password").asText(), key));
    }
    String joined = node.path("auth").asText();
    return joined.isEmpty() ? Optional.empty() : joined(joined, key);
  }

  private Optional<RegistryAuth> joined(String joined, String key) {
    Optional<RegistryAuth> auth = JoinedLogin.parse(joined, key);
    if (auth.isEmpty()) {
      HarnessLog.get().warn("The login to {} in {} is malformed and not used", key, name);
    }
    return auth;
  }
}
