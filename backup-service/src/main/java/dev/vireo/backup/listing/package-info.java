/** What a restore point holds, file by file, and what of it was read back. */
@NullMarked
package dev.vireo.backup.listing;

import org.jspecify.annotations.NullMarked;
