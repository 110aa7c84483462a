/** The examples of docs/migrating-from-testcontainers.md, compiled here as they stand there. */
package dev.harness.migration;
