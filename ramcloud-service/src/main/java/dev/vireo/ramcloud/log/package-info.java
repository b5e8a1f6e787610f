/**
 * The durable log: tablets in Kafka. What is decided is decided by {@link
 * dev.vireo.ramcloud.tablet.Tablet}; here are the producer, the readers and the group behind it,
 * and what the rest of a master asks: may I write, may I answer, is it durable, who else owns it.
 */
@NullMarked
package dev.vireo.ramcloud.log;

import org.jspecify.annotations.NullMarked;
