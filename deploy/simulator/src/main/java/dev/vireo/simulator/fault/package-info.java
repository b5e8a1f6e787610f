/** What can go wrong with a host, on demand. */
@NullMarked
package dev.vireo.simulator.fault;

import org.jspecify.annotations.NullMarked;
