@NullMarked
package dev.vireo.backup.domain.retention;

import org.jspecify.annotations.NullMarked;
