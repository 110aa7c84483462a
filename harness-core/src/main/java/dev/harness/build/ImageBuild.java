package dev.harness.build;

import dev.harness.files.CopiedFile;
import dev.harness.files.FileSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What an image is to be built of: a Dockerfile, and the files that it copies. Immutable.
 *
 * <pre>{@code
 * ContainerSpec.build(ImageBuild.context(Path.of("src/test/docker/app")).arg("VERSION", "1.2"))
 * ContainerSpec.build(
 *     ImageBuild.dockerfile("FROM alpine:3.20\nCOPY greeting.txt /srv/")
 *         .file("greeting.txt", "hello"))
 * }</pre>
 *
 * <p>Engines keep what steps have made, so an unchanged build is done again within milliseconds.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ImageBuild {
  private static final String DOCKERFILE = "Dockerfile";

  private final @Nullable Path context;
  private final String dockerfile;
  private final String target;
  private final Map<String, String> arguments;
  private final Map<String, String> labels;
  private final List<CopiedFile> files;
  private final boolean fresh;

  private ImageBuild(
      @Nullable Path context,
      String dockerfile,
      String target,
      Map<String, String> arguments,
      Map<String, String> labels,
      List<CopiedFile> files,
      boolean fresh) {
    this.context = context;
    this.dockerfile = dockerfile;
    this.target = target;
    this.arguments = Collections.unmodifiableMap(arguments);
    this.labels = Collections.unmodifiableMap(labels);
    this.files = List.copyOf(files);
    this.fresh = fresh;
  }

  private static ImageBuild empty(@Nullable Path context) {
    return new ImageBuild(context, DOCKERFILE, "", Map.of(), Map.of(), List.of(), false);
  }

  /**
   * Builds of a directory and the {@code Dockerfile} in it, without what its {@code .dockerignore}
   * names.
   *
   * @param directory read whenever it is built; relative to the working directory
   */
  public static ImageBuild context(Path directory) {
    return empty(directory);
  }

  /** Builds of a Dockerfile that is given here, and of the files that are {@linkplain #file added}. */
  public static ImageBuild dockerfile(String text) {
    return empty(null).file(DOCKERFILE, text);
  }

  static ImageBuild only(CopiedFile file) {
    return new ImageBuild(null, DOCKERFILE, "", Map.of(), Map.of(), List.of(file), false);
  }

  /** Takes another Dockerfile of the context, as {@code docker/Dockerfile.test}. */
  public ImageBuild dockerfileAt(String path) {
    return new ImageBuild(context, checked(path), target, arguments, labels, files, fresh);
  }

  /** Adds a file with this text, in UTF-8, in place of one that the context has there. */
  public ImageBuild file(String path, String content) {
    return file(path, FileSource.text(content));
  }

  /**
   * Adds a file or a directory, in place of what the context has there.
   *
   * @param path where it is for COPY and ADD
   */
  public ImageBuild file(String path, FileSource source) {
    List<CopiedFile> more = new ArrayList<>(files);
    more.add(new CopiedFile(source, "/" + checked(path)));
    return new ImageBuild(context, dockerfile, target, arguments, labels, more, fresh);
  }

  private static String checked(String path) {
    Path normal = Path.of(path).normalize();
    if (path.isBlank()
        || normal.isAbsolute()
        || normal.startsWith("..")
        || normal.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' is no place in a build context: it is relative and leads nowhere else"
              .formatted(path));
    }
    return normal.toString().replace('\\', '/');
  }

  /** Gives an {@code ARG} of the Dockerfile a value. */
  public ImageBuild arg(String name, String value) {
    return new ImageBuild(
        context, dockerfile, target, with(arguments, name, value), labels, files, fresh);
  }

  /** Attaches a label to the image. */
  public ImageBuild label(String key, String value) {
    return new ImageBuild(
        context, dockerfile, target, arguments, with(labels, key, value), files, fresh);
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a name must not be blank");
    }
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }

  /** Builds a stage of the Dockerfile, in place of the last. */
  public ImageBuild target(String stage) {
    return new ImageBuild(context, dockerfile, stage, arguments, labels, files, fresh);
  }

  /** Does all steps anew, also those that were done before on the same files. */
  public ImageBuild noCache() {
    return new ImageBuild(context, dockerfile, target, arguments, labels, files, true);
  }

  Optional<Path> directory() {
    return Optional.ofNullable(context);
  }

  String dockerfilePath() {
    return dockerfile;
  }

  String target() {
    return target;
  }

  Map<String, String> arguments() {
    return arguments;
  }

  Map<String, String> labels() {
    return labels;
  }

  List<CopiedFile> files() {
    return files;
  }

  boolean isFresh() {
    return fresh;
  }

  /** Where it comes from, for people. */
  @Override
  public String toString() {
    String place = context == null ? "a Dockerfile of the test" : context.toString();
    return target.isEmpty() ? place : place + ", stage " + target;
  }
}
