/** Naming a set of hosts in a command, as in {@code product=esx and not tag:env=prod}. */
@NullMarked
package dev.vireo.bus.selector;

import org.jspecify.annotations.NullMarked;
