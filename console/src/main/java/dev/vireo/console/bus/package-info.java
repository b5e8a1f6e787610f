/** Commands out, and what they lead to in. */
@NullMarked
package dev.vireo.console.bus;

import org.jspecify.annotations.NullMarked;
