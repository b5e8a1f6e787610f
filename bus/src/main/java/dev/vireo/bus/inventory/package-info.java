/** Hosts: how they are registered, found, probed, tagged and retired, and what was seen of them. */
@NullMarked
package dev.vireo.bus.inventory;

import org.jspecify.annotations.NullMarked;
