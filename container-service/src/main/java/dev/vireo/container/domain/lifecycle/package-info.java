/** Ids, names, addresses and places of containers. Pure Java. */
@NullMarked
package dev.vireo.container.domain.lifecycle;

import org.jspecify.annotations.NullMarked;
