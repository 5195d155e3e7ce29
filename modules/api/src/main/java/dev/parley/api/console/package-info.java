/**
 * The console for operators: a page at {@code /console}, made of modules that browsers take as they are, and who is signed in
 * at it. What it shows and does is the same HTTP API that backends have, and a namespace of the profile {@code console}.
 */
@NullMarked
package dev.parley.api.console;

import org.jspecify.annotations.NullMarked;
