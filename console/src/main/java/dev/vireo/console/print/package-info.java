/** Tables, plans, events and progress, as people read them. */
@NullMarked
package dev.vireo.console.print;

import org.jspecify.annotations.NullMarked;
