/**
 * The text tools that hosts offer, in the part that scripts use. An option they don't have is
 * refused, never passed over.
 */
@NullMarked
package dev.vireo.simulator.tool;

import org.jspecify.annotations.NullMarked;
