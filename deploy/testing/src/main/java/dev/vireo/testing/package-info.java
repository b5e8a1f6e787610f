/**
 * What tests of every service share. A service's own words (its commands, its hosts, what is true
 * of them) stay with its tests.
 */
@NullMarked
package dev.vireo.testing;

import org.jspecify.annotations.NullMarked;
