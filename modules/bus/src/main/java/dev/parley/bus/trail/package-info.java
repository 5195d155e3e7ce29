/**
 * Sockets that somebody watches: who comes and goes, what is joined and left, which events pass, on all nodes.
 *
 * <p>Whoever watches asks {@link dev.parley.bus.trail.Trails}. It tells every node which sockets it is about ({@link
 * dev.parley.bus.trail.TrailFilter}) and how much it wants to know ({@link dev.parley.bus.trail.Detail}), again every {@link
 * dev.parley.bus.trail.Trails#RENEWED}; a node that has not heard so for {@link dev.parley.bus.trail.Trails#LEASE} forgets it,
 * so that a watch ends with the node that watches. The nodes answer with {@link dev.parley.bus.trail.TrailReport}s: what each
 * event loop has seen within {@link dev.parley.bus.trail.Trails#BATCHED}, bounded, payloads cut and redacted where they are
 * seen. What is too much is left out and counted, so watching never holds up what is watched.
 *
 * <p>While nobody watches it costs an event loop the read of one field for each packet. What is said by sockets of operators'
 * own namespaces, such as that of the Admin UI, is never told of: it would be a trail of the trail.
 *
 * <pre>{@code
 * Optional<Trails.Watching> watching = trails.watch(
 *         new TrailFilter.OneUser("default", "ann"),
 *         new Detail(true, 1_000, Redaction.SECRETS, 100),
 *         report -> report.sightings().forEach(this::show));
 * ...
 * watching.ifPresent(Trails.Watching::close);
 * }</pre>
 */
@NullMarked
package dev.parley.bus.trail;

import org.jspecify.annotations.NullMarked;
