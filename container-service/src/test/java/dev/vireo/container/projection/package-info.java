@NullMarked
package dev.vireo.container.projection;

import org.jspecify.annotations.NullMarked;
