/** Folders of a host, told by its own programs over SSH. */
@NullMarked
package dev.vireo.backup.host;

import org.jspecify.annotations.NullMarked;
