/** Credentials and host keys on their way to where the services read them. */
@NullMarked
package dev.vireo.console.files;

import org.jspecify.annotations.NullMarked;
