/** Asks the masters of RAMCloud, by the protocol that they speak: RESP. */
@NullMarked
package dev.vireo.console.ramcloud;

import org.jspecify.annotations.NullMarked;
