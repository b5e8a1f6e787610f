/** The hosts as their events tell them: a view that every service keeps for itself in memory. */
@NullMarked
package dev.vireo.bus.hosts;

import org.jspecify.annotations.NullMarked;
