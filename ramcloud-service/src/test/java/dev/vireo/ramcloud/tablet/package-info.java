/** The protocol of tablets, held to its promises in every order of events. */
@NullMarked
package dev.vireo.ramcloud.tablet;

import org.jspecify.annotations.NullMarked;
