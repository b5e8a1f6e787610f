/** Ids, names, addresses and places. */
@NullMarked
package dev.vireo.container.domain.lifecycle;

import org.jspecify.annotations.NullMarked;
