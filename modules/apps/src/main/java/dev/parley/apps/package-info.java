/**
 * The tenants of a cluster. An {@link dev.parley.apps.App} is all that is known of one: its API keys, the secrets that sign
 * its tokens, who else may vouch for its users, and its limits. {@link dev.parley.apps.Apps} is how every other module
 * looks one up: a local snapshot, never a question to another node.
 */
@NullMarked
package dev.parley.apps;

import org.jspecify.annotations.NullMarked;
