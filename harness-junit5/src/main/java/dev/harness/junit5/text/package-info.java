/**
 * What the texts in annotations mean: pairs, amounts, placeholders, addresses. Values only, which know neither containers nor tests. Start with {@code Placeholders}.
 *
 * <p>Methods throw an {@link java.lang.IllegalArgumentException} that says what is wrong with a
 * text. May use nothing but the JDK.
 */
@NullMarked
package dev.harness.junit5.text;

import org.jspecify.annotations.NullMarked;
