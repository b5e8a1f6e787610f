/** One handler per command: Kafka in, host work, facts out. */
@NullMarked
package dev.vireo.multipath.command;

import org.jspecify.annotations.NullMarked;
