/** The admin API: apps, their API keys and their signing secrets. */
@NullMarked
package dev.parley.api.apps;

import org.jspecify.annotations.NullMarked;
