/** Templates, distribution configurations and containers: commands, and the facts they end in. */
@NullMarked
package dev.vireo.bus.container;

import org.jspecify.annotations.NullMarked;
