/** The data centre's back door: truth and faults over HTTP, for tests and demonstrations. */
@NullMarked
package dev.vireo.simulator.control;

import org.jspecify.annotations.NullMarked;
