package dev.harness.images.change;

import java.util.List;

/**
 * What a change means depends on besides the configuration.
 *
 * @param arguments variables, {@code NAME=value}, which those of the environment hide
 * @param escape takes the meaning from the character behind it
 * @param keepsCommand whether the command was given for the entry point that comes
 */
public record ChangeScope(List<String> arguments, char escape, boolean keepsCommand) {
  /** Nothing but the configuration. */
  static final ChangeScope PLAIN = new ChangeScope(List.of(), '\\', false);

  /** Copies the list. */
  public ChangeScope {
    arguments = List.copyOf(arguments);
  }
}
