/**
 * Where apps are kept and how they change. {@link dev.parley.apps.registry.AppRecords} is the memory that all nodes share,
 * {@link dev.parley.apps.registry.AppRegistry} is how it is changed, and {@link dev.parley.apps.registry.AppDirectory} is
 * what a node knows of it.
 */
@NullMarked
package dev.parley.apps.registry;

import org.jspecify.annotations.NullMarked;
