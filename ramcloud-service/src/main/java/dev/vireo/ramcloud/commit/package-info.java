/**
 * Commits over several tablets. Masters do not speak to each other: whoever is asked for a commit
 * appends the request to a topic that all masters follow, the owners of the tablets append whether
 * their parts can be done, and what lies there, in its order, is the decision. It is everybody's to
 * read and nobody's to lose.
 */
@NullMarked
package dev.vireo.ramcloud.commit;

import org.jspecify.annotations.NullMarked;
