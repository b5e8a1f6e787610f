/** The part of awk that scripts on hosts use: patterns, actions, fields, arrays, functions. */
@NullMarked
package dev.vireo.simulator.awk;

import org.jspecify.annotations.NullMarked;
