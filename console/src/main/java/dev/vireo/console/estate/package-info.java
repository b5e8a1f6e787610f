/** Where Kafka and the services of an estate are. */
@NullMarked
package dev.vireo.console.estate;

import org.jspecify.annotations.NullMarked;
