/** The tar format as it passes by: what it holds, entry by entry, without keeping it. */
@NullMarked
package dev.vireo.backup.tar;

import org.jspecify.annotations.NullMarked;
