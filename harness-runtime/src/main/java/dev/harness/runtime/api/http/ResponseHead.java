package dev.harness.runtime.api.http;

import java.util.Map;

/** Status and headers of an answer. */
record ResponseHead(int status, Map<String, String> headers) {}
