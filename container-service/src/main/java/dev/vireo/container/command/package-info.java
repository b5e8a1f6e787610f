/** Commands in, host work, events out. */
@NullMarked
package dev.vireo.container.command;

import org.jspecify.annotations.NullMarked;
