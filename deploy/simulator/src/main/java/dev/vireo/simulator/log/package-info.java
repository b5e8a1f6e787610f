/** The record of everything that hosts were asked to do. */
@NullMarked
package dev.vireo.simulator.log;

import org.jspecify.annotations.NullMarked;
