/** A simulated host as its sessions see it: its programs, files and faults. */
@NullMarked
package dev.vireo.simulator.host;

import org.jspecify.annotations.NullMarked;
