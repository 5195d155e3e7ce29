/** How the log is written, before anything of the configuration is known: named by {@code conf/logback.xml}. */
@NullMarked
package dev.parley.server.log;

import org.jspecify.annotations.NullMarked;
