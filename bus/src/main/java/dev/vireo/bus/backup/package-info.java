/** Backup's language: destinations, jobs, restore points, and what befell them. */
@NullMarked
package dev.vireo.bus.backup;

import org.jspecify.annotations.NullMarked;
