/**
 * What the engine answers over HTTP, route by route: its status codes are Docker's, for success and
 * for each failure (C34-C45). Every test speaks raw HTTP to an engine of its own run.
 */
@NullMarked
package dev.harness.contract;

import org.jspecify.annotations.NullMarked;
