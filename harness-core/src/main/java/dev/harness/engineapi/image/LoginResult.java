package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;

/**
 * What comes of a login to a registry.
 *
 * @param identityToken what to show instead of the password from now on; empty for the password
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoginResult(
    @JsonProperty("Status") String status, @JsonProperty("IdentityToken") String identityToken) {
  /** Takes absent parts as empty. */
  public LoginResult {
    status = Absent.text(status);
    identityToken = Absent.text(identityToken);
  }
}
