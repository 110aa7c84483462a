package dev.harness.timeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places to fill: <code>{{name}}</code> is a text, always escaped; what is between
 * <code>{{#name}}</code> and <code>{{/name}}</code> is repeated.
 */
final class Template {
  private static final Pattern TAG = Pattern.compile("\\{\\{([#/]?)([A-Za-z]+)\\}\\}");

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /** A piece of a template. */
  private sealed interface Part {
    void fill(Fields fields, StringBuilder out);
  }

  private record Literal(String text) implements Part {
    @Override
    public void fill(Fields fields, StringBuilder out) {
      out.append(text);
    }
  }

  private record Text(String name) implements Part {
    @Override
    public void fill(Fields fields, StringBuilder out) {
      out.append(ReadableText.html(fields.text(name)));
    }
  }

  private record Repeated(String name, List<Part> parts) implements Part {
    @Override
    public void fill(Fields fields, StringBuilder out) {
      for (Fields each : fields.list(name)) {
        parts.forEach(part -> part.fill(each, out));
      }
    }
  }

  /** Reads one that lies beside this class. */
  static Template resource(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the resource " + name, e);
    }
  }

  static Template parse(String text) {
    Matcher tags = TAG.matcher(text);
    Reader reader = new Reader(text, tags);
    return new Template(reader.parts(""));
  }

  String fill(Fields fields) {
    StringBuilder out = new StringBuilder();
    parts.forEach(part -> part.fill(fields, out));
    return out.toString();
  }

  /** Reads parts until the tag that ends them. */
  private static final class Reader {
    private final String text;
    private final Matcher tags;
    private int at;

    Reader(String text, Matcher tags) {
      this.text = text;
      this.tags = tags;
    }

    List<Part> parts(String end) {
      List<Part> parts = new ArrayList<>();
      while (tags.find()) {
        parts.add(new Literal(text.substring(at, tags.start())));
        at = tags.end();
        String name = tags.group(2);
        switch (tags.group(1)) {
          case "#" -> parts.add(new Repeated(name, parts(name)));
          case "/" -> {
            requireEnd(end, name);
            return List.copyOf(parts);
          }
          default -> parts.add(new Text(name));
        }
      }
      requireEnd(end, "");
      parts.add(new Literal(text.substring(at)));
      return List.copyOf(parts);
    }

    private static void requireEnd(String expected, String found) {
      if (!expected.equals(found)) {
        throw new IllegalStateException(
            "the template has the end of '%s' where that of '%s' should be"
                .formatted(found, expected));
      }
    }
  }
}
