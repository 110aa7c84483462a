package dev.harness.runtime.build;

import dev.harness.images.arrival.MadeLayer;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.fs.tree.AddedAs;
import dev.harness.runtime.fs.tree.LayerAddition;
import dev.harness.runtime.fs.tree.RootFiles;
import java.io.IOException;
import java.io.OutputStream;

/** The layer of a WORKDIR: its directory, where it is not there; else nothing. */
record DirectoryLayer(Root root, String path) implements MadeLayer.Content {
  @Override
  public void writeTo(OutputStream archive) throws IOException {
    RootFiles files = root.files();
    if (files.isDirectory(path)) {
      StepImages.NO_FILES.writeTo(archive);
      return;
    }
    try (LayerAddition layer = files.addition(AddedAs.ROOTS, archive)) {
      layer.directory(layer.place(path));
    }
  }
}
