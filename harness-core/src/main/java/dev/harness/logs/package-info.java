/**
 * Lines of containers' logs, as tests get them, and where they can be sent.
 *
 * <p>Read {@code LogLine} first, then {@code Slf4jLog}. Uses nothing but slf4j.
 */
@NullMarked
package dev.harness.logs;

import org.jspecify.annotations.NullMarked;
