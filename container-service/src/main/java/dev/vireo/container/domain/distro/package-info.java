/**
 * Which distribution a root file system holds, told from the text of its release files and the
 * header of its shell.
 */
@NullMarked
package dev.vireo.container.domain.distro;

import org.jspecify.annotations.NullMarked;
