package dev.harness.images.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @Test
  void printNothingSecret() {
    Secret secret = new Secret("opensesame");

    assertThat(
            List.of(
                secret,
                new Credentials.Password("jane", secret),
                new Credentials.IdentityToken(secret),
                new Credentials.RegistryToken(secret)))
        .allSatisfy(each -> assertThat(each.toString()).doesNotContain("opensesame"));
  }

  @Test
  void areEqualWhenTheyMeanTheSame() {
    assertThat(new Credentials.Password("jane", new Secret("x")))
        .isEqualTo(new Credentials.Password("jane", new Secret("x")))
        .isNotEqualTo(new Credentials.Password("jane", new Secret("y")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX-Header: b", "ü"})
  void refuseTokensThatCannotBeSent(String text) {
    assertThatThrownBy(() -> new Credentials.IdentityToken(new Secret(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a token is empty or has characters that no token has");
    assertThatThrownBy(() -> new Credentials.RegistryToken(new Secret(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b"})
  void refuseNamesThatCannotBeSent(String user) {
    assertThatThrownBy(() -> new Credentials.Password(user, new Secret("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name of a registry's user is no name");
  }
}
