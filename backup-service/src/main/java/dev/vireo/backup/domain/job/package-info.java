/** What is backed up, when, and how many at once. */
@NullMarked
package dev.vireo.backup.domain.job;

import org.jspecify.annotations.NullMarked;
