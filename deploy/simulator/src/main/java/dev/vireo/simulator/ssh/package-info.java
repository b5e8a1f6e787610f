/** The SSH side of the data centre: one server, one port for each host. */
@NullMarked
package dev.vireo.simulator.ssh;

import org.jspecify.annotations.NullMarked;
