package dev.harness.engineapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How JSON of the API is read and written, on either side. */
public final class EngineJson {
  /** Deeper than any request or answer of the API, and no danger to the stack. */
  private static final int MAX_DEPTH = 64;

  private static final int MAX_STRING_CHARACTERS = 4 << 20;
  private static final int MAX_NUMBER_CHARACTERS = 100;
  private static final int MAX_NAME_CHARACTERS = 16 << 10;

  private EngineJson() {}

  /**
   * Makes a mapper: unknown fields are ignored where a record does not collect them, strict
   * about types, with bounds for hostile input. It leaves streams open. Making one costs
   * milliseconds, so make one per client or server.
   */
  public static ObjectMapper newMapper() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(MAX_STRING_CHARACTERS)
            .maxNumberLength(MAX_NUMBER_CHARACTERS)
            .maxNameLength(MAX_NAME_CHARACTERS)
            .build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(bounds).build();
    return JsonMapper.builder(factory)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .disable(
            MapperFeature.AUTO_DETECT_GETTERS,
            MapperFeature.AUTO_DETECT_IS_GETTERS,
            MapperFeature.AUTO_DETECT_SETTERS)
        .build();
  }
}
