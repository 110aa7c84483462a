/**
 * The route that builds images of Dockerfiles.
 *
 * <p>Read {@code BuildRoutes} first. May use {@code api.http} with its {@code stream}, {@code
 * api.image} (progress and logins), {@code api.container} (what containers get), {@code build}, and
 * {@code engineapi}.
 */
@NullMarked
package dev.harness.runtime.api.build;

import org.jspecify.annotations.NullMarked;
