/** The first story, told on a simulated fleet and checked by something other than Vireo. */
@NullMarked
package dev.vireo.local.demo;

import org.jspecify.annotations.NullMarked;
