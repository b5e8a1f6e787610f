@NullMarked
package dev.vireo.local.estate;

import org.jspecify.annotations.NullMarked;
