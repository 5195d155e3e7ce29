/**
 * How documents are asked for and changed, whatever they are about: the ways that MongoDB and the embedded store both know,
 * and what a failure of theirs is.
 */
@NullMarked
package dev.parley.store.documents;

import org.jspecify.annotations.NullMarked;
