package dev.harness.acceptance;

import dev.harness.contract.Api;
import java.io.IOException;

/** A test's JVM that starts a privileged container and tells the answer. */
final class PrivilegedContainer {
  private PrivilegedContainer() {}

  public static void main(String[] arguments) throws IOException {
    try (Api api = Api.start()) {
      String body =
          "{\"Image\":\"%s\",\"Cmd\":[\"true\"],\"HostConfig\":{\"Privileged\":true}}"
              .formatted(Api.IMAGE);
      String id = api.json("POST /containers/create", body).path("Id").asText();
      System.out.println(api.call("POST /containers/%s/start".formatted(id)).body());
    }
  }
}
