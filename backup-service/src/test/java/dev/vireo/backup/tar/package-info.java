@NullMarked
package dev.vireo.backup.tar;

import org.jspecify.annotations.NullMarked;
