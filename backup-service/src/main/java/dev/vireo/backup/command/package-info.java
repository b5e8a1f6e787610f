/** Commands in, host work, events out. */
@NullMarked
package dev.vireo.backup.command;

import org.jspecify.annotations.NullMarked;
