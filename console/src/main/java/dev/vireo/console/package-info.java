/** The vireo command line: a client of the topics and of the query APIs. */
@NullMarked
package dev.vireo.console;

import org.jspecify.annotations.NullMarked;
