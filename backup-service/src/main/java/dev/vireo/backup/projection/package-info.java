/** Events into views in PostgreSQL, and questions to them. */
@NullMarked
package dev.vireo.backup.projection;

import org.jspecify.annotations.NullMarked;
