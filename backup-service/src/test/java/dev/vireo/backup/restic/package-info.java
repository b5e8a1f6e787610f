@NullMarked
package dev.vireo.backup.restic;

import org.jspecify.annotations.NullMarked;
