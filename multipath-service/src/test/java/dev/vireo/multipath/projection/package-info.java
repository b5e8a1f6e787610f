@NullMarked
package dev.vireo.multipath.projection;

import org.jspecify.annotations.NullMarked;
