/** Measurements that docs/benchmarks.md quotes, to be run by hand on an otherwise idle machine. */
@NullMarked
package dev.harness.benchmark;

import org.jspecify.annotations.NullMarked;
