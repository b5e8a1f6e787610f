@NullMarked
package dev.vireo.ramcloud.service;

import org.jspecify.annotations.NullMarked;
