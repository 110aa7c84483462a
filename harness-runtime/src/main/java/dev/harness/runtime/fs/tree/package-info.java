/**
 * The files below a root, never looked up outside of it: read, made, copied in and out as archives,
 * removed; and whose they are. Knows no overlay.
 *
 * <p>Read {@code RootTree} first, then {@code RootFiles}. May use {@code linux}, {@code linux.file}
 * and commons-compress.
 */
@NullMarked
package dev.harness.runtime.fs.tree;

import org.jspecify.annotations.NullMarked;
