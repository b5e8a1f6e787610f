@NullMarked
package dev.vireo.backup.domain.job;

import org.jspecify.annotations.NullMarked;
