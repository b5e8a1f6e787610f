/** How fast a host's answers are read. */
@NullMarked
package dev.vireo.bench.parse;

import org.jspecify.annotations.NullMarked;
