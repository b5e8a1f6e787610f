@NullMarked
package dev.vireo.backup.guest;

import org.jspecify.annotations.NullMarked;
