package dev.harness.compose.yaml;

import dev.harness.compose.yaml.Value.Fields;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A file of YAML 1.2 with one document, a mapping. */
public final class YamlFile {
  private static final LoadSettings SETTINGS = LoadSettings.builder().setUseMarks(true).build();

  private YamlFile() {}

  /**
   * Reads a file; of an empty one an empty mapping. Merge keys ({@code <<}) are done.
   *
   * @throws IllegalArgumentException when it cannot be read, or is no such file
   */
  public static Fields read(Path file) {
    return parse(file, FileText.of(file));
  }

  /** What a file says that has nothing in it. */
  public static Fields nothing(Path file) {
    return Fields.of(new Position(file, 1), Map.of());
  }

  /** Reads what a file contains. */
  static Fields parse(Path file, String text) {
    try {
      return new ValueReader(file, new Parse(SETTINGS).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new WrongValueException(
          new Position(file, line), "", "is no YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new WrongValueException(new Position(file, 1), "", "is no YAML: " + e.getMessage(), e);
    }
  }
}
