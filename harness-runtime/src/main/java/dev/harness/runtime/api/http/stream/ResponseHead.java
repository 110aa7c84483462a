package dev.harness.runtime.api.http.stream;

import java.util.Map;

/** Status and headers of an answer. */
public record ResponseHead(int status, Map<String, String> headers) {}
