/** Messages to Kafka records and back: CloudEvents 1.0 in binary mode with JSON bodies. */
@NullMarked
package dev.vireo.bus.codec;

import org.jspecify.annotations.NullMarked;
