@NullMarked
package dev.vireo.bus.live;

import org.jspecify.annotations.NullMarked;
