/** {@code vireo bench containers}: making many, judging names, looking into archives. */
@NullMarked
package dev.vireo.bench.containers;

import org.jspecify.annotations.NullMarked;
