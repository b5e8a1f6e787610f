/** What the data centre consists of: hosts, adapters, devices, paths, policies. */
@NullMarked
package dev.vireo.simulator.estate;

import org.jspecify.annotations.NullMarked;
