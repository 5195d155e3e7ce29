package dev.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.redis.Channels.Channel;
import dev.parley.redis.Channels.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {

    private final Channels channels = new Channels("socket.io");

    @Test
    void eventsAndRequestsOfAllNamespacesAreHeard() {
        assertThat(channels.patterns()).containsExactly("socket.io#*", "socket.io-request#*");
    }

    @Test
    void aPrefixIsNoPattern() {
        assertThat(new Channels("a*b?[c]\\").patterns().getFirst()).isEqualTo("a\\*b\\?\\[c\\]\\\\#*");
    }

    @Test
    void aChannelIsToldByItsName() {
        assertThat(channels.parse("socket.io#/chat#room#")).contains(new Channel(Kind.EVENT, "/chat#room#"));
        assertThat(channels.parse("socket.io-request#/chat#")).contains(new Channel(Kind.REQUEST, "/chat#"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "socket.io", "socket.io-response#/#", "socket.io-other#/#", "other#/#"})
    void anotherChannelIsNone(String name) {
        assertThat(channels.parse(name)).isEmpty();
    }

    @Test
    void aNamespaceIsNotTakenForOneThatBeginsLikeIt() {
        assertThat(new Channel(Kind.EVENT, "/chat#room#").isOf("/chat")).isTrue();
        assertThat(new Channel(Kind.EVENT, "/chat#").isOf("/chat")).isTrue();
        assertThat(new Channel(Kind.EVENT, "/chat#").isOf("/")).isFalse();
        assertThat(new Channel(Kind.EVENT, "/chatter#").isOf("/chat")).isFalse();
        assertThat(new Channel(Kind.REQUEST, "/a#b#").namespace()).contains("/a#b");
    }
}
