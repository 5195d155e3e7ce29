/**
 * The profile {@code marketplace}: what apps of buyers and vendors are spoken to, as the guide of FixRX has it. A user has a
 * room of its own, {@code user:<id>}, and so has a vendor, {@code vendor:<id>}; there are rooms of conversations too. What is
 * said in them comes from the app's backend, which emits it as all backends do, in the form that it likes.
 */
@NullMarked
package dev.parley.profiles.marketplace;

import org.jspecify.annotations.NullMarked;
