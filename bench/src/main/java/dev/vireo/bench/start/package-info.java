/** How soon everything is ready. */
@NullMarked
package dev.vireo.bench.start;

import org.jspecify.annotations.NullMarked;
