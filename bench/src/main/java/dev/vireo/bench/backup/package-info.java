/** Backups beside bare restic, preflights by the clock, and many jobs that are due at once. */
@NullMarked
package dev.vireo.bench.backup;

import org.jspecify.annotations.NullMarked;
