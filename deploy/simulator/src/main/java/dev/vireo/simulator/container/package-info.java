/** What all hosts of containers have in common: guests, their networks, processes and the LAN. */
@NullMarked
package dev.vireo.simulator.container;

import org.jspecify.annotations.NullMarked;
