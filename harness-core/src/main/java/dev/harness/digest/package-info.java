/**
 * Names for contents: SHA-256 as it is written in files. Uses nothing but the JDK.
 */
@NullMarked
package dev.harness.digest;

import org.jspecify.annotations.NullMarked;
