/** The catalog alone, over a real broker. */
@NullMarked
package dev.vireo.ramcloud.meta;

import org.jspecify.annotations.NullMarked;
