@NullMarked
package dev.vireo.backup.domain.repository;

import org.jspecify.annotations.NullMarked;
