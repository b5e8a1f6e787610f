@NullMarked
package dev.vireo.bus.service;

import org.jspecify.annotations.NullMarked;
