/** Tests. */
@NullMarked
package dev.vireo.bench.parse;

import org.jspecify.annotations.NullMarked;
