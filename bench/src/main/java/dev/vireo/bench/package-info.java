/** The benchmarks behind the claims; {@code ./vireo bench}. */
@NullMarked
package dev.vireo.bench;

import org.jspecify.annotations.NullMarked;
