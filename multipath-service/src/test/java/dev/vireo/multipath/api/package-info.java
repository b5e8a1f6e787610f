@NullMarked
package dev.vireo.multipath.api;

import org.jspecify.annotations.NullMarked;
