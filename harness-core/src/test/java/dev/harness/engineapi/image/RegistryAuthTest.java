package dev.harness.engineapi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.EngineJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAuthTest {
  private static final ObjectMapper JSON = EngineJson.newMapper();

  @Test
  void survivesTheHeader() {
    RegistryAuth auth = RegistryAuth.ofPassword("jane", "ü?>~", "registry.example");

    String header = auth.toHeader(JSON);

    assertThat(header).matches("[A-Za-z0-9_=-]+");
    assertThat(RegistryAuth.ofHeader(header, JSON)).isEqualTo(auth);
  }

  @Test
  void readsBothFormsOfBase64() {
    byte[] json = "{\"username\":\"jane\",\"password\":\"ü?>~\"}".getBytes(StandardCharsets.UTF_8);

    String standard = Base64.getEncoder().encodeToString(json);
    String urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(json);

    assertThat(RegistryAuth.ofHeader(standard, JSON).password()).isEqualTo("ü?>~");
    assertThat(RegistryAuth.ofHeader(urlSafe, JSON).password()).isEqualTo("ü?>~");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bnVsbA==", "e30="})
  void isNobodyWhereNothingIsSaid(String header) {
    assertThat(RegistryAuth.ofHeader(header, JSON)).isEqualTo(RegistryAuth.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "bm9qc29u", "W10=", "eyJwYXNzd29yZCI6"})
  void refusesWhatIsMalformedWithoutRepeatingIt(String header) {
    assertThatThrownBy(() -> RegistryAuth.ofHeader(header, JSON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("X-Registry-Auth is no JSON object in Base64")
        .hasNoCause();
  }
}
