/**
 * Live views: what the events tell of hosts now, in RAMCloud. How the keys look, what is folded
 * from events, how it is written and read.
 */
@NullMarked
package dev.vireo.bus.live;

import org.jspecify.annotations.NullMarked;
