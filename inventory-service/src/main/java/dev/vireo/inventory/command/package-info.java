/** One handler per command: what is asked comes in from Kafka, facts go out. */
@NullMarked
package dev.vireo.inventory.command;

import org.jspecify.annotations.NullMarked;
