/** The same test classes for Testcontainers and for us, and the application that they test. */
package dev.harness.comparison;
