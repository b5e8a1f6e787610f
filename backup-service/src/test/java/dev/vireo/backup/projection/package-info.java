/** Views made of events. */
@NullMarked
package dev.vireo.backup.projection;

import org.jspecify.annotations.NullMarked;
