/** Wires the reach of hosts into a Quarkus service, which brings Quarkus itself. */
@NullMarked
package dev.vireo.hypervisor.service;

import org.jspecify.annotations.NullMarked;
