/**
 * Files of YAML as values that know where they stand, so that every refusal can say it. Start with
 * {@code Value}, then {@code YamlFile}.
 *
 * <p>May use snakeyaml-engine, which nobody else here sees.
 */
@NullMarked
package dev.harness.compose.yaml;

import org.jspecify.annotations.NullMarked;
