@NullMarked
package dev.vireo.local.demo;

import org.jspecify.annotations.NullMarked;
