/**
 * The {@code console} profile: how the page at {@code /console} is told what the cluster does. It is between the page and its
 * node, which are of one release; nobody else should rely on it.
 *
 * <p>A client is admitted by the cookie of the console's session and, as {@code auth.token}, the session's token. From then on
 * it gets, once a second, {@code cluster}: {@code {"nodes": [{"node", "self", "about", "samples"}], "silent": [node]}}.
 * {@code about} is an object; its member {@code fields} names the numbers that each of the {@code samples} has. The first one
 * tells of the last minutes. {@code signed-out} says that the session is over.
 *
 * <p>It may send {@code trail:start} with {@code {"app", "user" or "socket", "redact"?}} and {@code trail:stop}, which are
 * acknowledged with {@code {"ok": true}} or {@code {"ok": false, "error": {"code", "message"}}}. In between it gets {@code
 * trail}: {@code {"sightings", "omitted", "lost"}}.
 */
@NullMarked
package dev.parley.profiles.console;

import org.jspecify.annotations.NullMarked;
