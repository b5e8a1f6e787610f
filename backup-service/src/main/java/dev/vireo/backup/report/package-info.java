/** What became of backups, told to people: as a page, and as a mail. */
@NullMarked
package dev.vireo.backup.report;

import org.jspecify.annotations.NullMarked;
