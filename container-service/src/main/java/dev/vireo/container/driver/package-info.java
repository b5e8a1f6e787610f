/** Hosts that containers are on, asked and told. */
@NullMarked
package dev.vireo.container.driver;

import org.jspecify.annotations.NullMarked;
