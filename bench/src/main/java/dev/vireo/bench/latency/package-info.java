/** How soon a command is heard of. */
@NullMarked
package dev.vireo.bench.latency;

import org.jspecify.annotations.NullMarked;
