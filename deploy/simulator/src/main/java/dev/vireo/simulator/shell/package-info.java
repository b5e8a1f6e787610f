/**
 * A POSIX shell as a host of the simulated data centre offers it: lexer and parser to a tree, and
 * an evaluator of the tree.
 *
 * <p>All text is held as ISO-8859-1 strings in which one {@code char} is one byte. So whatever
 * bytes a script holds pass through unchanged, valid UTF-8 or not.
 */
@NullMarked
package dev.vireo.simulator.shell;

import org.jspecify.annotations.NullMarked;
