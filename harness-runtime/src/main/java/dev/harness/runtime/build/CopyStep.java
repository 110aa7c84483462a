package dev.harness.runtime.build;

import dev.harness.images.arrival.MadeLayer;
import dev.harness.images.dockerfile.DockerfileException;
import dev.harness.images.dockerfile.Heredoc;
import dev.harness.images.dockerfile.Statement;
import dev.harness.images.layer.Decompression;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Digest;
import dev.harness.runtime.fs.Accounts;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.fs.UnknownAccountException;
import dev.harness.runtime.fs.tree.AddedAs;
import dev.harness.runtime.fs.tree.FilesDigest;
import dev.harness.runtime.fs.tree.LayerAddition;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.fs.tree.RootFiles;
import dev.harness.runtime.linux.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Copies files into an image: what COPY and ADD do. */
final class CopyStep {
  private static final Pattern URL = Pattern.compile("(?i)(https?|ftp|git)://.*|git@.*");
  private static final Pattern MODE = Pattern.compile("0?[0-7]{1,4}");
  private static final int OCTAL = 8;

  private final Build build;
  private final StageBuild stage;
  private final Statement statement;
  private final boolean add;

  CopyStep(Build build, StageBuild stage, Statement statement) {
    this.build = build;
    this.stage = stage;
    this.statement = statement;
    this.add = statement.word().equals("ADD");
  }

  /**
   * What is copied, and where to.
   *
   * @param wanted where to, as it is asked for
   * @param place the same from the root on; a slash at its end tells a directory
   */
  private record Copied(
      List<SourceFiles.Source> sources, List<Heredoc> documents, String wanted, String place) {
    int count() {
      return sources.size() + documents.size();
    }

    String kind() {
      if (count() > 1) {
        return "multi";
      }
      return documents.isEmpty() && sources.get(0).directory() ? "dir" : "file";
    }
  }

  /** Work with files. */
  private interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Copies.
   *
   * @throws BuildException when something cannot be copied
   * @throws IOException when nobody listens any more
   */
  void run() throws IOException {
    if (add) {
      statement.allowFlags("chown", "chmod");
    } else {
      statement.allowFlags("chown", "chmod", "from");
    }
    Optional<String> from = statement.flag("from");
    if (from.isEmpty()) {
      run(build.context().files());
      return;
    }
    try (ImageRoot source = build.roots().of(build.sourceImage(stage, from.get()))) {
      run(source.root().files());
    }
  }

  private void run(RootFiles files) throws IOException {
    Copied copied = attempt(() -> copied(files));
    String createdBy = stage.noOperation(attempt(() -> description(files, copied)));
    stage.step(createdBy, () -> attempt(() -> copy(files, copied, createdBy)));
  }

  private <T> T attempt(Work<T> work) {
    try {
      return work.run();
    } catch (ImageException.LayerFailed failure) {
      // What went wrong with the files is all there is to say.
      throw BuildException.of(statement, failure.getCause() == null ? failure : failure.getCause());
    } catch (IOException | RootException | SystemException | UnknownAccountException failure) {
      throw BuildException.of(statement, failure);
    }
  }

  private Copied copied(RootFiles files) throws IOException {
    List<String> words = statement.words();
    if (words.size() < 2) {
      throw DockerfileException.of(statement, "want at least one source and a destination");
    }
    SourceFiles finder = new SourceFiles(files);
    List<SourceFiles.Source> sources = new ArrayList<>();
    Iterator<Heredoc> documents = statement.heredocs().iterator();
    for (String raw : words.subList(0, words.size() - 1)) {
      String source = stage.word(statement, raw);
      if (source.startsWith("<<") && documents.hasNext()) {
        documents.next();
      } else if (URL.matcher(source).matches()) {
        throw DockerfileException.of(
            statement,
            "files from addresses are not supported (%s): RUN a command that gets them"
                .formatted(source));
      } else {
        sources.addAll(finder.find(source));
      }
    }
    String wanted = stage.word(statement, words.get(words.size() - 1));
    String place = place(wanted);
    Copied copied = new Copied(sources, statement.heredocs(), wanted, place);
    if (copied.count() > 1 && !place.endsWith("/")) {
      throw DockerfileException.of(
          statement,
          "with more than one source file, the destination must be a directory and end with a /");
    }
    return copied;
  }

  /** Absolute, with a slash at its end where one was. */
  private String place(String wanted) {
    boolean directory = wanted.endsWith("/") || wanted.equals(".") || wanted.endsWith("/.");
    String path = Path.of(stage.config().workingDirectory()).resolve(wanted).normalize().toString();
    return directory && !path.equals("/") ? path + "/" : path;
  }

  private String description(RootFiles files, Copied copied) throws IOException {
    FilesDigest digest = new FilesDigest();
    for (SourceFiles.Source source : copied.sources()) {
      digest.add(files, source.resolved(), source.directory() ? "" : source.name());
    }
    for (Heredoc document : copied.documents()) {
      digest.add(bytes(document));
    }
    // As Docker writes it, which knows no --chmod here: no blank behind the owner.
    String mode = statement.flag("chmod").map(value -> "--chmod=" + value + " ").orElse("");
    String owner = statement.flag("chown").map(value -> "--chown=" + value).orElse("");
    return "%s %s%s%s:%s in %s "
        .formatted(statement.word(), mode, owner, copied.kind(), digest.hex(), copied.wanted());
  }

  private byte[] bytes(Heredoc document) {
    return stage.document(statement, document).getBytes(StandardCharsets.UTF_8);
  }

  private Digest copy(RootFiles files, Copied copied, String createdBy) throws IOException {
    try (ImageRoot target = build.roots().of(stage.image())) {
      Root root = target.root();
      if (add && hasArchive(files, copied)) {
        unpack(files, copied, root);
        return stage.make(createdBy, archive -> root.writeChanges(List.of(), archive));
      }
      AddedAs added = added(root);
      return stage.make(createdBy, layer(files, copied, root, added));
    }
  }

  private MadeLayer.Content layer(RootFiles files, Copied copied, Root root, AddedAs added) {
    return archive -> {
      try (LayerAddition layer = root.files().addition(added, archive)) {
        String place = layer.place(copied.place());
        boolean directory = copied.place().endsWith("/") || root.files().isDirectory(place);
        for (SourceFiles.Source source : copied.sources()) {
          String target = directory && !source.directory() ? joined(place, source.name()) : place;
          layer.directory(source.directory() ? place : parent(target));
          layer.copy(files, source.resolved(), target);
        }
        for (Heredoc document : copied.documents()) {
          String target = directory ? joined(place, document.name()) : place;
          layer.directory(parent(target));
          layer.file(target, bytes(document));
        }
      }
    };
  }

  private static String joined(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private AddedAs added(Root root) throws IOException {
    int mode = statement.flag("chmod").map(this::mode).orElse(AddedAs.AS_THEY_ARE);
    String owner = stage.word(statement, statement.flag("chown").orElse("0:0"));
    String[] names = owner.split(":", 2);
    // Docker's rule: without a group it is the one that is called as the user.
    String group = names.length < 2 || names[1].isEmpty() ? names[0] : names[1];
    Accounts accounts = Accounts.read(root.tree());
    return new AddedAs(accounts.resolve(names[0]).uid(), accounts.groupId(group), mode);
  }

  private int mode(String text) {
    String mode = stage.word(statement, text);
    if (!MODE.matcher(mode).matches()) {
      throw DockerfileException.of(
          statement, "invalid --chmod=%s: want an octal number such as 755".formatted(mode));
    }
    return Integer.parseInt(mode, OCTAL);
  }

  private boolean hasArchive(RootFiles files, Copied copied) throws IOException {
    for (SourceFiles.Source source : copied.sources()) {
      if (!source.directory() && LocalArchive.is(files, source.resolved())) {
        if (copied.count() > 1 || !statement.flags().isEmpty()) {
          throw DockerfileException.of(
              statement, "an archive is unpacked alone and as it is: give it an ADD without flags");
        }
        return true;
      }
    }
    return false;
  }

  private static void unpack(RootFiles files, Copied copied, Root root) throws IOException {
    String place = copied.place();
    root.makeDirectory(place);
    try (InputStream plain = Decompression.open(files.read(copied.sources().get(0).resolved()))) {
      root.files().copyIn(place, plain, false);
    }
  }
}
