/**
 * Routes of containers and of the files in them: a {@code …Translation} for what comes in, a
 * {@code …View} for what goes out.
 *
 * <p>Read {@code ContainerRoutes} first. May use {@code api.http} with its {@code stream}, {@code
 * api.network}, {@code engine} with {@code engine.request} and {@code engine.start}, {@code engineapi} with {@code
 * container} and {@code network}, and the value types of {@code
 * engine.limit}, {@code cgroup}, {@code net}, {@code fs.tree}, {@code
 * linux.process} and {@code linux.terminal}.
 */
@NullMarked
package dev.harness.runtime.api.container;

import org.jspecify.annotations.NullMarked;
