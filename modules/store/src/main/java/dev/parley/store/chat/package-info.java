/**
 * Where chat is kept: {@link dev.parley.store.chat.ChatStore} and the collections behind it. All that is particular to
 * MongoDB is here; what it means is in the module chat.
 *
 * <p>The hot paths ask by the value of one key with a unique index ({@code _id}, {@code pos}, {@code once}), one or many at
 * a time, for those are the only questions that the embedded store answers without reading a whole collection. They change
 * by operators that commute ({@code $max}, {@code $min}, {@code $addToSet}, {@code $set} of one value), so nodes need no
 * locks. A failure is always a {@link dev.parley.store.documents.StoreLost}, and says nothing of whether a change was made.
 */
@NullMarked
package dev.parley.store.chat;

import org.jspecify.annotations.NullMarked;
