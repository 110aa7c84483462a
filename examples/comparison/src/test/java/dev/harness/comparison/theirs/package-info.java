/** The same test classes as users of Testcontainers write them, and each once more. */
package dev.harness.comparison.theirs;
