/** {@code vireo bench ramcloud}: RAMCloud beside Redis and the bare Kafka producer. */
@NullMarked
package dev.vireo.bench.ramcloud;

import org.jspecify.annotations.NullMarked;
