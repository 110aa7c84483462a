/**
 * Records about containers: created from, inspected, listed, waited for; their processes and files.
 *
 * <p>Start with {@code CreateContainerRequest}. May use {@code engineapi}, {@code
 * engineapi.network} and Jackson.
 */
@NullMarked
package dev.harness.engineapi.container;

import org.jspecify.annotations.NullMarked;
