package dev.harness.images.pipeline;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/** Runs commands in containers, for images that are made so. Whoever has containers gives it. */
public interface ImageCommands {

  /**
   * Runs a command as the superuser of a new container, which reaches nobody.
   *
   * @param image the name of an image that is in the store
   * @param result the absolute path of the file that the command writes
   * @param limit how long it may take
   * @return the content of that file; closing it removes the container
   * @throws ImageException.CommandFailed when it does not end well in time; its last output is in
   *     the message
   */
  InputStream run(String image, List<String> command, String result, Duration limit);
}
