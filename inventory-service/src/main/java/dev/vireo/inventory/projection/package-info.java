/** The inventory's events in PostgreSQL, to be queried. */
@NullMarked
package dev.vireo.inventory.projection;

import org.jspecify.annotations.NullMarked;
