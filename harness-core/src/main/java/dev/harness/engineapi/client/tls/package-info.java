/**
 * Who an engine behind a TCP port must be, and who the client is there: PEM files as Docker's
 * command line has them. Start with {@code EngineTrust}. May use the JDK only.
 */
@NullMarked
package dev.harness.engineapi.client.tls;

import org.jspecify.annotations.NullMarked;
