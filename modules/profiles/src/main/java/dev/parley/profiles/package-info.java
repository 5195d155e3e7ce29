/** What clients and backends are spoken to, one package for each contract; here is what several of them share. */
@NullMarked
package dev.parley.profiles;

import org.jspecify.annotations.NullMarked;
