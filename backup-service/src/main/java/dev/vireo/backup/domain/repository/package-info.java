/** A restic repository: where it is, what its program says, whose its locks are. */
@NullMarked
package dev.vireo.backup.domain.repository;

import org.jspecify.annotations.NullMarked;
