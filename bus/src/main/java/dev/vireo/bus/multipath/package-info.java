/** Storage paths and path selection policies: commands, and the facts they end in. */
@NullMarked
package dev.vireo.bus.multipath;

import org.jspecify.annotations.NullMarked;
