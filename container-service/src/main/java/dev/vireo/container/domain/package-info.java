/**
 * What templates, distributions and containers are, and what is to be done about them: records,
 * sealed types and pure functions over them. Nothing here knows Quarkus, a socket, a file or a
 * clock.
 */
@NullMarked
package dev.vireo.container.domain;

import org.jspecify.annotations.NullMarked;
