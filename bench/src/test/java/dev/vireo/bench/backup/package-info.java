/** Tests of what the figures of backups are made by. */
@NullMarked
package dev.vireo.bench.backup;

import org.jspecify.annotations.NullMarked;
