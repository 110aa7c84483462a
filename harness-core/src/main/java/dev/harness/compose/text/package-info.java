/**
 * What the words in compose files mean: variables, words of a shell, amounts, files of variables.
 * Values only. Start with {@code Interpolation}.
 *
 * <p>Methods throw an {@link java.lang.IllegalArgumentException} that says what is wrong with a
 * text. May use nothing but the JDK.
 */
@NullMarked
package dev.harness.compose.text;

import org.jspecify.annotations.NullMarked;
