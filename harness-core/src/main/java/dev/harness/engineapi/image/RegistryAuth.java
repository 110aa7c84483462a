package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.Absent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
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

  /** The header that carries those for several registries, by their names. */
  public static final String HEADER_OF_ALL = "X-Registry-Config";

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
    return encoded(this, json);
  }

  private static String encoded(Object value, ObjectMapper json) {
    try {
      return Base64.getUrlEncoder().encodeToString(json.writeValueAsBytes(value));
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
    @Nullable RegistryAuth read = read(HEADER, value, json, new TypeReference<RegistryAuth>() {});
    return read == null ? NONE : read;
  }

  /**
   * Reads the value of the header for several registries.
   *
   * @throws IllegalArgumentException when it is malformed; nothing of it is repeated
   */
  public static Map<String, RegistryAuth> allOfHeader(String value, ObjectMapper json) {
    @Nullable Map<String, RegistryAuth> read =
        read(HEADER_OF_ALL, value, json, new TypeReference<Map<String, RegistryAuth>>() {});
    return read == null ? Map.of() : Map.copyOf(read);
  }

  private static <T> @Nullable T read(
      String header, String value, ObjectMapper json, TypeReference<T> type) {
    String urlSafe = value.strip().replace('+', '-').replace('/', '_');
    try {
      byte[] document = Base64.getUrlDecoder().decode(urlSafe);
      String text = new String(document, StandardCharsets.UTF_8);
      return text.isBlank() ? null : json.readValue(text, type);
    } catch (IllegalArgumentException | IOException e) {
      // The cause would show what the header holds.
      throw new IllegalArgumentException(header + " is no JSON object in Base64");
    }
  }

  /** The value of the header for several registries. */
  public static String toHeaderOfAll(Map<String, RegistryAuth> all, ObjectMapper json) {
    return encoded(all, json);
  }

  @Override
  public String toString() {
    return "RegistryAuth[" + serverAddress + "]";
  }
}
