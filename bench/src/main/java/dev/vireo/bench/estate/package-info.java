/** A running Vireo to measure: its processes, its hosts, its bus. */
@NullMarked
package dev.vireo.bench.estate;

import org.jspecify.annotations.NullMarked;
