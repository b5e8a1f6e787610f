/** How long a whole fleet takes. */
@NullMarked
package dev.vireo.bench.fleet;

import org.jspecify.annotations.NullMarked;
