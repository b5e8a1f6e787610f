/** Tests. */
@NullMarked
package dev.vireo.bench;

import org.jspecify.annotations.NullMarked;
