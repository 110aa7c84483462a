/** The API's records about volumes. May use what all records share. */
@NullMarked
package dev.harness.engineapi.volume;

import org.jspecify.annotations.NullMarked;
