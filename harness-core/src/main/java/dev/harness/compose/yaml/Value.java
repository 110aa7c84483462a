package dev.harness.compose.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A value of a file; what the words of a scalar mean is up to who reads it. */
public sealed interface Value {
  /** Where it stands. */
  Position position();

  /** What it is, for messages. */
  String kind();

  /**
   * The words of a scalar.
   *
   * @throws IllegalArgumentException when it is none
   */
  default String text() {
    throw wrong("must be a single value, but is " + kind());
  }

  /**
   * The items of a list; none of nothing.
   *
   * @throws IllegalArgumentException when it is no list
   */
  default List<Value> items() {
    throw wrong("must be a list, but is " + kind());
  }

  /**
   * The fields of a mapping; none of nothing.
   *
   * @throws IllegalArgumentException when it is no mapping
   */
  default Fields fields() {
    throw wrong("must be a mapping, but is " + kind());
  }

  /** How many values it consists of. */
  default int size() {
    return 1;
  }

  /** Whether nothing stands there. */
  default boolean isNothing() {
    return false;
  }

  /** The failure that says what is wrong with it. */
  default IllegalArgumentException wrong(String reason) {
    return new WrongValueException(position(), reason);
  }

  /** Reads it; failures tell its key and its place. */
  default <T> T read(String key, Function<Value, T> reading) {
    try {
      return reading.apply(this);
    } catch (WrongValueException e) {
      throw e.under(key);
    } catch (IllegalArgumentException e) {
      throw new WrongValueException(position(), key, String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads each item of a list; failures tell which, as {@code ports[2]}. */
  default <T> List<T> each(Function<Value, T> reading) {
    List<T> read = new ArrayList<>();
    for (Value item : items()) {
      read.add(item.read("[" + read.size() + "]", reading));
    }
    return read;
  }

  /** Lets each item of a list change what those before it have made; failures tell which. */
  default <T> T onto(T first, BiFunction<T, Value, T> change) {
    T made = first;
    int number = 0;
    for (Value item : items()) {
      T before = made;
      made = item.read("[" + number++ + "]", one -> change.apply(before, one));
    }
    return made;
  }

  /** A scalar. */
  record Text(Position position, String text) implements Value {
    @Override
    public String kind() {
      return "'" + text + "'";
    }
  }

  /** A list. */
  record Items(Position position, List<Value> items, int size) implements Value {
    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }

    /** Makes one. */
    public static Items of(Position position, List<Value> items) {
      return new Items(position, items, total(items));
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping, in the order of the file. */
  record Fields(Position position, Map<String, Value> byName, int size) implements Value {
    /** Copies the map. */
    public Fields {
      byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** Makes one. */
    public static Fields of(Position position, Map<String, Value> byName) {
      return new Fields(position, byName, total(byName.values()));
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    @Override
    public Fields fields() {
      return this;
    }

    /** The value of a key, or nothing. */
    public Value get(String key) {
      return byName.getOrDefault(key, new Nothing(position));
    }

    /** Reads each field. */
    public <T> Map<String, T> eachField(BiFunction<String, Value, T> reading) {
      Map<String, T> read = new LinkedHashMap<>();
      byName.forEach(
          (key, value) -> read.put(key, value.read(key, one -> reading.apply(key, one))));
      return read;
    }

    /** The same with other values. */
    public Fields with(BiFunction<String, Value, Value> change) {
      return of(position, eachField(change));
    }
  }

  /** A key without a value, or {@code null}. */
  record Nothing(Position position) implements Value {
    @Override
    public String kind() {
      return "empty";
    }

    @Override
    public boolean isNothing() {
      return true;
    }

    @Override
    public List<Value> items() {
      return List.of();
    }

    @Override
    public Fields fields() {
      return Fields.of(position, Map.of());
    }
  }

  /** {@code !reset}: what other files said is to be forgotten. */
  record Reset(Position position) implements Value {
    @Override
    public String kind() {
      return "!reset";
    }
  }

  /** {@code !override}: counts instead of what other files said. */
  record Replacement(Position position, Value value) implements Value {
    @Override
    public String kind() {
      return "!override";
    }

    @Override
    public int size() {
      return value.size() + 1;
    }
  }

  private static int total(Iterable<Value> values) {
    int size = 1;
    for (Value value : values) {
      size += value.size();
    }
    return size;
  }
}
