/**
 * The values that a specification consists of, checked. For {@code dev.harness} itself: users give
 * them as numbers and texts, but for {@code Confinement}, {@code HealthCheck}, {@code PullPolicy} and
 * {@code NetworkSpec}.
 *
 * <p>Read {@code SpecRules} first. May use {@code engineapi.network} and {@code engineapi.container}.
 */
@NullMarked
package dev.harness.spec;

import org.jspecify.annotations.NullMarked;
