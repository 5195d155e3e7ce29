/** Documents and pages for people who build on Parley. */
@NullMarked
package dev.parley.api.docs;

import org.jspecify.annotations.NullMarked;
