package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.Page;
import dev.parley.profiles.messaging.Correspondence.Leaf;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages of a conversation that are counted from its first message, where all others are counted from the newest. One of
 * these has parts of two of those. A message that comes between the questions may move the page by one.
 */
record OldestFirst(Correspondence correspondence) {

    /** The messages of the leaf are the oldest first. */
    Future<ChatAnswer<Leaf>> page(AppNamespace at, String user, String other, Page page) {
        int size = page.size();
        return Correspondence.then(correspondence.between(at, user, other, new Page(1, size)), newest -> {
            long end = newest.total() - page.offset();
            if (end <= 0) return told(new Leaf(List.of(), newest.total(), newest.users()));
            long start = Math.max(0, end - size);
            var first = new Page(Math.toIntExact(start / size) + 1, size);
            var second = new Page(Math.toIntExact((end - 1) / size) + 1, size);
            Future<ChatAnswer<Leaf>> one =
                    first.number() == 1 ? told(newest) : correspondence.between(at, user, other, first);
            if (first.equals(second)) return one.map(answer -> answer.map(leaf -> part(leaf, first, start, end)));
            return Correspondence.then(
                    one,
                    left -> correspondence
                            .between(at, user, other, second)
                            .map(answer -> answer.map(right -> part(joined(left, right), first, start, end))));
        });
    }

    private static Future<ChatAnswer<Leaf>> told(Leaf leaf) {
        return Future.succeededFuture(ChatAnswer.told(leaf));
    }

    private static Leaf joined(Leaf left, Leaf right) {
        var messages = new ArrayList<>(left.messages());
        messages.addAll(right.messages());
        return new Leaf(messages, right.total(), left.users());
    }

    /** @param leaf begins where {@code first} does */
    private static Leaf part(Leaf leaf, Page first, long start, long end) {
        int from = (int) Math.min(start - first.offset(), leaf.messages().size());
        int to = (int) Math.min(end - first.offset(), leaf.messages().size());
        return new Leaf(leaf.messages().subList(from, to).reversed(), leaf.total(), leaf.users());
    }
}
