/**
 * HTTP/1.1 as handlers see it: requests, answers, routing, refusals, and values of the API in
 * paths, queries and bodies. Handlers block. Knows no engine.
 *
 * <p>Read {@code Handler} first, then {@code Request} and {@code Answer}. May use {@code
 * api.http.stream}, Netty (to read the parsed head of a request) and the JSON of {@code engineapi}.
 */
@NullMarked
package dev.harness.runtime.api.http;

import org.jspecify.annotations.NullMarked;
