/** What a container shows of itself. */
@NullMarked
package dev.vireo.container.check;

import org.jspecify.annotations.NullMarked;
