/**
 * How much of the machine containers may use and do use, in the words of the API: {@code stats},
 * and the limits in requests.
 *
 * <p>Read {@code LimitTranslation} first. May use {@code api.http}, {@code engine}, {@code
 * engine.limit}, {@code engine.request} and {@code cgroup}.
 */
@NullMarked
package dev.harness.runtime.api.limit;

import org.jspecify.annotations.NullMarked;
