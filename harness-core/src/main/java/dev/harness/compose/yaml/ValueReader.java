package dev.harness.compose.yaml;

import dev.harness.compose.yaml.Value.Fields;
import dev.harness.compose.yaml.Value.Items;
import dev.harness.compose.yaml.Value.Nothing;
import dev.harness.compose.yaml.Value.Replacement;
import dev.harness.compose.yaml.Value.Reset;
import dev.harness.compose.yaml.Value.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Makes values of the events of a parser. What aliases multiply is counted, and what is nested too
 * deep refused, so no file makes more of itself than it should.
 */
final class ValueReader {
  private static final int MOST_VALUES = 100_000;
  private static final int DEEPEST = 100;
  private static final String MERGE = "<<";
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

  private final Path file;
  private final Iterator<Event> events;
  private final Map<String, Value> anchored = new HashMap<>();
  private int values;
  private int depth;

  ValueReader(Path file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /** Reads the only document. */
  Fields document() {
    Fields document = Fields.of(new Position(file, 1), Map.of());
    boolean seen = false;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent) {
        if (seen) {
          throw new WrongValueException(
              position(event), "begins a second document, and only one can be read");
        }
        document = value(event).fields();
        seen = true;
      }
    }
    return document;
  }

  private Position position(Event event) {
    return new Position(file, event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
  }

  private Value value(Event event) {
    Position position = position(event);
    if (event instanceof AliasEvent alias) {
      return counted(aliased(alias, position), position);
    }
    depth++;
    if (depth > DEEPEST) {
      throw new WrongValueException(position, "is nested deeper than " + DEEPEST + " levels");
    }
    Value value = plain(event, position);
    depth--;
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchored.put(anchor.getValue(), value));
    return value;
  }

  private Value counted(Value value, Position position) {
    values += value.size();
    if (values > MOST_VALUES) {
      throw new WrongValueException(
          position, "makes more than %d values of the file, by its aliases".formatted(MOST_VALUES));
    }
    return value;
  }

  private Value aliased(AliasEvent alias, Position position) {
    String name = alias.getAlias().getValue();
    Value value = anchored.get(name);
    if (value == null) {
      throw new WrongValueException(
          position, "uses *%s, but nothing before it has the anchor &%s".formatted(name, name));
    }
    return value;
  }

  private Value plain(Event event, Position position) {
    if (event instanceof ScalarEvent scalar) {
      Value text =
          scalar.isPlain() && scalar.getTag().isEmpty() && NOTHING.contains(scalar.getValue())
              ? new Nothing(position)
              : new Text(position, scalar.getValue());
      return tagged(scalar.getTag(), counted(text, position));
    }
    Optional<String> tag = ((CollectionStartEvent) event).getTag();
    counted(new Nothing(position), position);
    return event.getEventId() == Event.ID.SequenceStart
        ? tagged(tag, Items.of(position, items()))
        : tagged(tag, Fields.of(position, fields()));
  }

  private static Value tagged(Optional<String> given, Value value) {
    String tag = given.orElse(STANDARD_TAG);
    if (tag.equals("!reset")) {
      return new Reset(value.position());
    }
    if (tag.equals("!override")) {
      return new Replacement(value.position(), value);
    }
    if (!tag.startsWith(STANDARD_TAG) && !tag.equals("!")) {
      throw value.wrong("has the tag %s, which is not known here".formatted(tag));
    }
    return value;
  }

  private List<Value> items() {
    List<Value> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(value(event));
    }
    return items;
  }

  private Map<String, Value> fields() {
    Map<String, Value> own = new LinkedHashMap<>();
    Map<String, Value> merged = new LinkedHashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Value key = value(event);
      String name = key.isNothing() ? "" : key.text();
      Value value = value(events.next());
      if (name.equals(MERGE)) {
        merge(value, merged);
      } else if (own.put(name, value) != null) {
        throw key.wrong("has the key %s a second time".formatted(name));
      }
    }
    own.forEach(merged::put);
    return merged;
  }

  /** Of several mappings the first counts. */
  private static void merge(Value value, Map<String, Value> merged) {
    if (value instanceof Items several) {
      several.items().forEach(one -> merge(one, merged));
    } else {
      value.fields().byName().forEach(merged::putIfAbsent);
    }
  }
}
