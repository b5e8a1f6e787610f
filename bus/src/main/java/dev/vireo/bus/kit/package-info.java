/** The messaging kit: commands handled once, in order per host, each with exactly one outcome. */
@NullMarked
package dev.vireo.bus.kit;

import org.jspecify.annotations.NullMarked;
