package dev.harness.runtime.engine.request;

import dev.harness.runtime.net.WantedAddresses;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a container is to have in one network.
 *
 * @param aliases more names by which others find it there
 * @param addresses those that it is to have there
 */
public record EndpointRequest(List<String> aliases, WantedAddresses addresses) {
  /** Nothing in particular. */
  public static final EndpointRequest PLAIN = new EndpointRequest(List.of(), WantedAddresses.ANY);

  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");

  /**
   * Checks the aliases, which must be able to stand in a question for an address (H34).
   *
   * @throws EngineException.InvalidRequest naming the first that is none
   */
  public EndpointRequest {
    aliases = List.copyOf(aliases);
    for (String alias : aliases) {
      if (!ALIAS.matcher(alias).matches()) {
        throw new EngineException.InvalidRequest(
            "invalid network alias \"%s\": want letters, digits, dots, dashes and underscores"
                .formatted(alias));
      }
    }
  }

  /** Whether nothing is asked for. */
  public boolean isPlain() {
    return aliases.isEmpty() && addresses.isAny();
  }
}
