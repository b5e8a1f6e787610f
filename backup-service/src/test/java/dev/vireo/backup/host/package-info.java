/** What a host's programs print. */
@NullMarked
package dev.vireo.backup.host;

import org.jspecify.annotations.NullMarked;
