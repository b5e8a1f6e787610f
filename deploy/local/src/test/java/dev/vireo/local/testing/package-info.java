@NullMarked
package dev.vireo.local.testing;

import org.jspecify.annotations.NullMarked;
