/** A small suite whose timeline is looked at; the build does not run it by itself. */
@NullMarked
package dev.harness.acceptance.shop;

import org.jspecify.annotations.NullMarked;
