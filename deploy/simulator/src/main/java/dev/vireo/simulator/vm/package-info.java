/** Virtual machines of an ESX host: its datastores, in real folders, and the programs for them. */
@NullMarked
package dev.vireo.simulator.vm;

import org.jspecify.annotations.NullMarked;
