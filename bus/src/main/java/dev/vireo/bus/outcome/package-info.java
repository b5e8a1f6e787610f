/** How a command ends: in exactly one of these, in whatever domain it was given. */
@NullMarked
package dev.vireo.bus.outcome;

import org.jspecify.annotations.NullMarked;
