/** Proxmox VE: its REST API with tickets, tokens and tasks, and what it does with containers. */
@NullMarked
package dev.vireo.simulator.pve;

import org.jspecify.annotations.NullMarked;
