/**
 * What is known of the user who wants an engine: settings, ids, directories, environment. Also
 * what that user is told when there is no engine: a sealed family needs one package, and this one
 * is below all that fail.
 *
 * <p>Read {@code Settings} first. Uses nothing but the JDK, and SLF4J for the log.
 */
@NullMarked
package dev.harness.locate.user;

import org.jspecify.annotations.NullMarked;
