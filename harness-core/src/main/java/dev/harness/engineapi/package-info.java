/**
 * Records of the Docker Engine API, one file per resource: JSON in and out, no I/O. This package
 * has what belongs to the engine itself or to all resources, the packages below have the rest.
 *
 * <p>Names are Docker's, and so is the meaning of what is not there: {@code null} and absent
 * are the same and become the empty text, 0, false or an empty collection once, in the
 * constructor. A component is {@code @Nullable} only where Docker tells absent from zero.
 * Records that the engine must read without ignoring anything keep what they do not know in
 * {@code other}. Start with {@code EngineJson} and {@code container.CreateContainerRequest}.
 *
 * <p>May use Jackson, and nothing below it.
 */
@NullMarked
package dev.harness.engineapi;

import org.jspecify.annotations.NullMarked;
