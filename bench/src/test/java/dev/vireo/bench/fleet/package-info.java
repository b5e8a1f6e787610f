/** Tests. */
@NullMarked
package dev.vireo.bench.fleet;

import org.jspecify.annotations.NullMarked;
