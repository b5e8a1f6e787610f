/** Started means started: what a container shows of itself, held against what was asked. */
@NullMarked
package dev.vireo.container.check;

import org.jspecify.annotations.NullMarked;
