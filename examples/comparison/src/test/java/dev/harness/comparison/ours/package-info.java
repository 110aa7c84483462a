/** Five test classes as our users write them, and each once more. */
package dev.harness.comparison.ours;
