@NullMarked
package dev.vireo.backup.listing;

import org.jspecify.annotations.NullMarked;
