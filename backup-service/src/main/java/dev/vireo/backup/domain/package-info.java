/** What backup decides, as pure functions over records. Knows no framework and does no I/O. */
@NullMarked
package dev.vireo.backup.domain;

import org.jspecify.annotations.NullMarked;
