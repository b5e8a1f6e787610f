/** What is known of destinations and restore points, together with what these themselves say. */
@NullMarked
package dev.vireo.backup.catalogue;

import org.jspecify.annotations.NullMarked;
