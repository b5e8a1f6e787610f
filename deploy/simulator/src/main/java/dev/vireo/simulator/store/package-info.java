/** What survives a restart of the data centre. */
@NullMarked
package dev.vireo.simulator.store;

import org.jspecify.annotations.NullMarked;
