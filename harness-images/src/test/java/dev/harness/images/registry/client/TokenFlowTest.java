package dev.harness.images.registry.client;

import static dev.harness.images.registry.client.ScriptedRegistry.BLOB;
import static dev.harness.images.registry.client.ScriptedRegistry.DESCRIPTOR;
import static dev.harness.images.registry.client.ScriptedRegistry.LOGIN;
import static dev.harness.images.registry.client.ScriptedRegistry.MANIFEST;
import static dev.harness.images.registry.client.ScriptedRegistry.ok;
import static dev.harness.images.registry.client.ScriptedRegistry.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.credentials.Credentials;
import dev.harness.images.credentials.Secret;
import dev.harness.images.registry.RegistryException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Registries that want tokens get them, and nobody else does. */
class TokenFlowTest {
  @RegisterExtension private final ScriptedRegistry registry = new ScriptedRegistry();

  private MockResponse demand(String realm) {
    return status(401)
        .addHeader("WWW-Authenticate", "Negotiate")
        .addHeader(
            "WWW-Authenticate",
            "Bearer realm=\"" + realm + "\",service=\"s, t\",scope=\"repository:other:push\"")
        .build();
  }

  @Test
  void areFetchedOnceForOurOwnScope() throws Exception {
    registry.answer(demand(registry.url("/token?x=y").toString()));
    registry.answer(status(200).body("{\"access_token\":\"abc\",\"expires_in\":300}").build());
    registry.answer(ok(MANIFEST));
    registry.answer(ok(BLOB));

    registry.repository().manifest();
    registry.repository().blob(DESCRIPTOR).close();

    registry.taken();
    assertThat(registry.taken().getUrl().query())
        .isEqualTo("x=y&service=s, t&scope=repository:a/b:pull");
    assertThat(registry.taken().getHeaders().get("Authorization")).isEqualTo("Bearer abc");
    assertThat(registry.taken().getHeaders().get("Authorization")).isEqualTo("Bearer abc");
  }

  @Test
  void areFetchedAnewWhenTheyAreRefused() throws Exception {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"token\":\"old\"}").build());
    registry.answer(ok(MANIFEST));
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"token\":\"new\"}").build());
    registry.answer(ok(MANIFEST));

    registry.repository().manifest();
    registry.repository().manifest();

    for (int i = 0; i < 5; i++) {
      registry.taken();
    }
    assertThat(registry.taken().getHeaders().get("Authorization")).isEqualTo("Bearer new");
  }

  @Test
  void thatAreRefusedTwiceEndThePull() {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"token\":\"t\"}").build());
    registry.answer(demand(registry.url("/token").toString()));

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Denied.class)
        .hasMessageContaining("pull access denied");
  }

  @Test
  void areNotFetchedFromLocalAddressesElsewhere() {
    registry.answer(demand("http://169.254.169.254/latest"));

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("a server whose address is a local address");
  }

  @Test
  void areBounded() {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(ok(new byte[(1 << 20) + 1]));

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("more than 1048576 bytes");
  }

  @Test
  void areNotNeededWhereAPasswordIsWanted() throws Exception {
    registry.answer(status(401).addHeader("WWW-Authenticate", "basic realm=\"r\"").build());
    registry.answer(ok(MANIFEST));
    registry.answer(ok(BLOB));

    RemoteRepository repository = registry.repository(LOGIN);
    repository.manifest();
    repository.blob(DESCRIPTOR).close();

    assertThat(registry.taken().getHeaders().get("Authorization")).isNull();
    assertThat(registry.taken().getHeaders().get("Authorization"))
        .isEqualTo("Basic amFuZTpvcGVuc2VzYW1l");
    assertThat(registry.taken().getHeaders().get("Authorization")).startsWith("Basic ");
  }

  @Test
  void orPasswordsAreMissedByName() {
    registry.answer(status(401).addHeader("WWW-Authenticate", "Basic realm=\"r\"").build());

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Denied.class)
        .hasMessageContaining("may require credentials")
        .hasMessageEndingWith("none were used");
  }

  @Test
  void orPasswordsThatAreRefusedAreNotShown() {
    for (int i = 0; i < 3; i++) {
      registry.answer(status(401).addHeader("WWW-Authenticate", "Basic realm=\"r\"").build());
    }

    assertThatThrownBy(() -> registry.repository(LOGIN).manifest())
        .isInstanceOf(RegistryException.Denied.class)
        .hasMessageEndingWith("those of the user 'jane' were used")
        .hasMessageNotContaining("opensesame");
  }

  @Test
  void areAskedForWithThePassword() throws Exception {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"token\":\"abc\"}").build());
    registry.answer(ok(MANIFEST));

    registry.repository(LOGIN).manifest();

    registry.taken();
    RecordedRequest token = registry.taken();
    assertThat(token.getUrl().queryParameter("account")).isEqualTo("jane");
    assertThat(token.getHeaders().get("Authorization")).isEqualTo("Basic amFuZTpvcGVuc2VzYW1l");
    assertThat(registry.taken().getHeaders().get("Authorization")).isEqualTo("Bearer abc");
  }

  @Test
  void areAskedForByAFormWhereNothingElseIsTaken() throws Exception {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(405).build());
    registry.answer(status(200).body("{\"access_token\":\"abc\"}").build());
    registry.answer(ok(MANIFEST));

    registry.repository(LOGIN).manifest();

    registry.taken();
    registry.taken();
    assertThat(form(registry.taken()))
        .contains("grant_type=password", "username=jane", "password=opensesame");
  }

  @Test
  void areExchangedForIdentityTokens() throws Exception {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"access_token\":\"abc\"}").build());
    registry.answer(ok(MANIFEST));

    registry.repository(new Credentials.IdentityToken(new Secret("ident"))).manifest();

    registry.taken();
    RecordedRequest token = registry.taken();
    assertThat(token.getMethod()).isEqualTo("POST");
    assertThat(form(token))
        .containsExactlyInAnyOrder(
            "client_id=harness",
            "access_type=offline",
            "service=s, t",
            "scope=repository:a/b:pull",
            "grant_type=refresh_token",
            "refresh_token=ident");
    assertThat(registry.taken().getHeaders().get("Authorization")).isEqualTo("Bearer abc");
  }

  private static List<String> form(RecordedRequest request) {
    ByteString body = request.getBody();
    return body == null
        ? List.of()
        : Arrays.stream(body.utf8().split("&", -1))
            .map(each -> URLDecoder.decode(each, UTF_8))
            .toList();
  }

  @Test
  void ofTheRegistryItselfAreSentAsTheyAre() throws Exception {
    registry.answer(ok(MANIFEST));

    registry.repository(new Credentials.RegistryToken(new Secret("direct"))).manifest();

    assertThat(registry.taken().getHeaders().get("Authorization")).isEqualTo("Bearer direct");
  }

  @Test
  void thatAreStaleDoNotHideTheTrueDemand() throws Exception {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"token\":\"old\"}").build());
    registry.answer(ok(MANIFEST));
    registry.answer(status(401).addHeader("WWW-Authenticate", "Basic realm=\"r\"").build());
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"token\":\"new\"}").build());
    registry.answer(ok(MANIFEST));

    registry.repository().manifest();
    registry.repository().manifest();

    for (int i = 0; i < 4; i++) {
      registry.taken();
    }
    assertThat(registry.taken().getHeaders().get("Authorization")).isNull();
    registry.taken();
    assertThat(registry.taken().getHeaders().get("Authorization")).isEqualTo("Bearer new");
  }

  @Test
  void ofOneUserAreNotThoseOfAnother() throws Exception {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"token\":\"of jane\"}".replace(" ", "-")).build());
    registry.answer(ok(MANIFEST));
    registry.answer(ok(MANIFEST));

    registry.repository(LOGIN).manifest();
    registry.repository().manifest();

    for (int i = 0; i < 3; i++) {
      registry.taken();
    }
    assertThat(registry.taken().getHeaders().get("Authorization")).isNull();
  }

  @Test
  void areFetchedOnceForAllWhoNeedThemAtOnce() {
    AtomicInteger fetched = new AtomicInteger();
    registry.answerBy(
        request -> {
          if (request.getUrl().encodedPath().equals("/token")) {
            fetched.incrementAndGet();
            return status(200)
                .headersDelay(300, TimeUnit.MILLISECONDS)
                .body("{\"token\":\"t\"}")
                .build();
          }
          return request.getHeaders().get("Authorization") == null
              ? demand(registry.url("/token").toString())
              : ok(MANIFEST);
        });

    Stream.of(1, 2, 3, 4).parallel().forEach(each -> registry.repository().manifest());

    assertThat(fetched).hasValue(1);
  }

  @Test
  void thatAreNoneAreRefused() {
    registry.answer(demand(registry.url("/token").toString()));
    registry.answer(status(200).body("{\"token\":\"a\\r\\nb\"}").build());

    assertThatThrownBy(() -> registry.repository().manifest())
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageContaining("holds no token")
        .hasMessageNotContaining("b\"");
  }

  @Test
  void areNotSentOnToWhereTheTokenServerRedirects() throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      registry.answer(demand(registry.url("/token").toString()));
      registry.answer(status(307).setHeader("Location", other.url("/steal").toString()).build());

      assertThatThrownBy(
              () -> registry.repository(new Credentials.IdentityToken(new Secret("i"))).manifest())
          .isInstanceOf(RegistryException.Failed.class)
          .hasMessageContaining("answers 307");
      assertThat(other.getRequestCount()).isZero();
    }
  }
}
