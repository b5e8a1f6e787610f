/**
 * restic as a child process: one repository, its snapshots, its locks. Blocking, for virtual
 * threads.
 */
@NullMarked
package dev.vireo.backup.restic;

import org.jspecify.annotations.NullMarked;
