/** What Linux tells of processes and threads in /proc. */
@NullMarked
package dev.parley.bench.proc;

import org.jspecify.annotations.NullMarked;
