package dev.harness.build;

import dev.harness.engineapi.image.RegistryAuth;
import dev.harness.files.CopiedFile;
import dev.harness.registry.ImageAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The logins for the registries of images that a Dockerfile names; of those with variables it has none. */
final class BaseLogins {
  private static final Pattern FROM =
      Pattern.compile("(?im)^\\s*FROM\\s+(?:--\\S+\\s+)*([^\\s$]+)(?:\\s|$)");

  private final ImageBuild build;
  private final ImageAccess images;

  BaseLogins(ImageBuild build, ImageAccess images) {
    this.build = build;
    this.images = images;
  }

  Map<String, RegistryAuth> all() throws IOException {
    Map<String, RegistryAuth> all = new LinkedHashMap<>();
    Matcher from = FROM.matcher(dockerfile());
    while (from.find()) {
      String image = from.group(1);
      RegistryAuth auth = images.auth(image);
      if (!auth.equals(RegistryAuth.NONE)) {
        all.put(images.registry(image), auth);
      }
    }
    return all;
  }

  private String dockerfile() throws IOException {
    for (CopiedFile file : build.files()) {
      if (file.target().equals("/" + build.dockerfilePath())) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        new ContextArchive(ImageBuild.only(file)).writeTo(archive);
        return archive.toString(StandardCharsets.UTF_8);
      }
    }
    Path directory = build.directory().orElse(null);
    Path file = directory == null ? null : directory.resolve(build.dockerfilePath());
    return file != null && Files.isReadable(file) ? Files.readString(file) : "";
  }
}
