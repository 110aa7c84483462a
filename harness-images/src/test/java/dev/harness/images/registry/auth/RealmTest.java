package dev.harness.images.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;
import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Token servers are named by registries, which are not believed everything (P6, H58). */
class RealmTest {
  private static final Credentials LOGIN = new Credentials.Password("jane", new Secret("x"));

  private static Repository at(String base, Credentials credentials) {
    return new Repository(HttpUrl.get(base), "a", "", "a", credentials);
  }

  @ParameterizedTest
  @CsvSource({
    "https://registry.example/v2/, https://auth.example/token",
    "https://registry.example/v2/, https://registry.example/token?x=y",
    "https://10.0.0.1/v2/, https://10.0.0.1/token",
    "http://localhost:5000/v2/, http://127.0.0.1:5001/token",
    "http://lab.example:5000/v2/, http://lab.example:5000/token",
  })
  void areAskedWithPasswords(String base, String realm) {
    assertThat(Realm.checked(realm, at(base, LOGIN))).hasToString(realm);
  }

  @ParameterizedTest
  @CsvSource({
    "https://registry.example/v2/, http://auth.example/token, is not https",
    "https://registry.example/v2/, https://127.0.0.1/token, is a local address",
    "https://registry.example/v2/, https://127.0.0.1.localhost/token, is a local address",
    "https://registry.example/v2/, https://10.1.2.3/token, is a local address",
    "https://registry.example/v2/, https://192.168.1.1/token, is a local address",
    "https://registry.example/v2/, https://169.254.169.254/latest, is a local address",
    "https://registry.example/v2/, https://[::1]/token, is a local address",
    "https://registry.example/v2/, https://[fe80::1]/token, is a local address",
    "https://10.0.0.1/v2/, https://10.0.0.2/token, is a local address",
    "https://registry.example/v2/, file:///etc/passwd, is no http address",
    "https://registry.example/v2/, '', is no http address",
    "http://lab.example:5000/v2/, https://auth.example/token, is another than the registry's",
  })
  void areNotAskedWithPasswords(String base, String realm, String why) {
    assertThatThrownBy(() -> Realm.checked(realm, at(base, LOGIN)))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("wants a token from a server whose address " + why);
  }

  @ParameterizedTest
  @CsvSource({"http://lab.example:5000/v2/, http://auth.example/token"})
  void areAskedByNobodyInParticular(String base, String realm) {
    assertThat(Realm.checked(realm, at(base, Credentials.none()))).hasToString(realm);
  }
}
