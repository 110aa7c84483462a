package dev.harness.images.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;

/**
 * A token server that a {@link RegistryServer} believes: anybody may pull, the user {@code jane}
 * with the password {@code opensesame}, or with the identity token {@code identity-of-jane}, may
 * push too.
 */
public final class TokenServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ISSUER = "test tokens";
  private static final String SERVICE = "test registry";
  private static final String LOGIN =
      "Basic " + Base64.getEncoder().encodeToString("jane:opensesame".getBytes(UTF_8));

  private final MockWebServer server = new MockWebServer();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Path directory;
  private final TestCertificate certificate;

  public TokenServer() throws IOException {
    this.directory = Files.createTempDirectory("tokens");
    this.certificate = TestCertificate.create(directory, "localhost");
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start();
  }

  /** What a registry's configuration says about it. */
  public String configuration() throws IOException {
    try {
      return """
          auth:
            token:
              realm: "%s"
              service: "%s"
              issuer: "%s"
              rootcertbundle: "%s"
          """
          .formatted(
              url(), SERVICE, ISSUER, certificate.writeCertificate(directory.resolve("root.crt")));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write the certificate", e);
    }
  }

  /** Where tokens are to be had. */
  public HttpUrl url() {
    return server.url("/token");
  }

  /** What tokens were asked for so far: method and scopes. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private MockResponse answer(RecordedRequest request) {
    ByteString body = request.getBody();
    HttpUrl form =
        HttpUrl.get("http://form/?" + (body == null ? "" : body.utf8().replace("+", "%20")));
    boolean posted = "POST".equals(request.getMethod());
    List<String> scopes =
        posted
            ? Arrays.asList(String.valueOf(form.queryParameter("scope")).split(" ", -1))
            : request.getUrl().queryParameterValues("scope").stream().map(String::valueOf).toList();
    requests.add(request.getMethod() + " " + String.join(" ", scopes));
    String login = request.getHeaders().get("Authorization");
    boolean jane =
        posted
            ? "identity-of-jane".equals(form.queryParameter("refresh_token"))
            : LOGIN.equals(login);
    if (!jane && (posted || login != null)) {
      return new MockResponse.Builder().code(401).body("{\"details\":\"who is that?\"}").build();
    }
    try {
      String token = token(scopes, jane);
      return new MockResponse.Builder()
          .body("{\"access_token\":\"%s\",\"expires_in\":300}".formatted(token))
          .build();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign a token", e);
    }
  }

  private String token(List<String> scopes, boolean mayPush)
      throws IOException, GeneralSecurityException {
    ObjectNode header = JSON.createObjectNode().put("typ", "JWT").put("alg", "RS256");
    header
        .putArray("x5c")
        .add(Base64.getEncoder().encodeToString(certificate.certificate().getEncoded()));
    long now = Instant.now().getEpochSecond();
    ObjectNode claims =
        JSON.createObjectNode()
            .put("iss", ISSUER)
            .put("sub", mayPush ? "jane" : "")
            .put("aud", SERVICE)
            .put("iat", now)
            .put("nbf", now - 10)
            .put("exp", now + 300)
            .put("jti", UUID.randomUUID().toString());
    ArrayNode access = claims.putArray("access");
    for (String scope : scopes) {
      String[] parts = scope.split(":", 3);
      ArrayNode actions =
          access.addObject().put("type", parts[0]).put("name", parts[1]).putArray("actions");
      Arrays.stream(parts[2].split(",", -1))
          .filter(action -> mayPush || action.equals("pull"))
          .forEach(actions::add);
    }
    String signed =
        encoded(JSON.writeValueAsBytes(header)) + "." + encoded(JSON.writeValueAsBytes(claims));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(certificate.key());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + encoded(signature.sign());
  }

  private static String encoded(byte[] content) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (String name : List.of("root.crt", "localhost.p12")) {
      Files.deleteIfExists(directory.resolve(name));
    }
    Files.delete(directory);
  }
}
