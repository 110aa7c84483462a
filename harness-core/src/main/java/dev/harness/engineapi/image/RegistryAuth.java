package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.Absent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * As whom a registry is to be asked; it prints none of its secrets.
 *
 * @param auth name and password in Base64, joined by a colon, instead of the two
 * @param serverAddress the registry, as it was named at the login
 * @param identityToken stands for the password, and is exchanged for others
 * @param registryToken is shown to the registry as it is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegistryAuth(
    @JsonProperty("username") String username,
    @JsonProperty("password") String password,
    @JsonProperty("auth") String auth,
    @JsonProperty("serveraddress") String serverAddress,
    @JsonProperty("identitytoken") String identityToken,
    @JsonProperty("registrytoken") String registryToken) {
  /** The header that carries it. */
  public static final String HEADER = "X-Registry-Auth";

  /** Nobody in particular. */
  public static final RegistryAuth NONE = new RegistryAuth("", "", "", "", "", "");

  /** Takes absent parts as empty. */
  public RegistryAuth {
    username = Absent.text(username);
    password = Absent.text(password);
    auth = Absent.text(auth);
    serverAddress = Absent.text(serverAddress);
    identityToken = Absent.text(identityToken);
    registryToken = Absent.text(registryToken);
  }

  /** A user with a password. */
  public static RegistryAuth ofPassword(String username, String password, String serverAddress) {
    return new RegistryAuth(username, password, "", serverAddress, "", "");
  }

  /** An identity token. */
  public static RegistryAuth ofIdentityToken(String token, String serverAddress) {
    return new RegistryAuth("", "", "", serverAddress, token, "");
  }

  /** The value of the header: JSON in the form of Base64 that is safe in addresses. */
  public String toHeader(ObjectMapper json) {
    try {
      return Base64.getUrlEncoder().encodeToString(json.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is not writable", e);
    }
  }

  /**
   * Reads the value of the header; clients write both forms of Base64, and {@code null} for nobody.
   *
   * @throws IllegalArgumentException when it is malformed; nothing of it is repeated
   */
  public static RegistryAuth ofHeader(String value, ObjectMapper json) {
    String urlSafe = value.strip().replace('+', '-').replace('/', '_');
    try {
      byte[] document = Base64.getUrlDecoder().decode(urlSafe);
      String text = new String(document, StandardCharsets.UTF_8);
      @Nullable RegistryAuth read =
          text.isBlank() ? null : json.readValue(text, RegistryAuth.class);
      return read == null ? NONE : read;
    } catch (IllegalArgumentException | IOException e) {
      // The cause would show what the header holds.
      throw new IllegalArgumentException(HEADER + " is no JSON object in Base64");
    }
  }

  @Override
  public String toString() {
    return "RegistryAuth[" + serverAddress + "]";
  }
}
