/**
 * As whom a registry is asked: passwords and tokens as values that print nothing.
 *
 * <p>Where they come from is not known here: clients find them and send them along. Read {@code
 * Credentials} first. May use nothing.
 */
@NullMarked
package dev.harness.images.credentials;

import org.jspecify.annotations.NullMarked;
