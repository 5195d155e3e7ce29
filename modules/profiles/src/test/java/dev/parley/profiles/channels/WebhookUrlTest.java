package dev.parley.profiles.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org/hook?u=1, https://example.org/hook?u=1",
        "https://example.org/hook?u=phòng, https://example.org/hook?u=ph%C3%B2ng",
        "https://example.org/hook?u={1|2}, https://example.org/hook?u=%7B1%7C2%7D",
        "https://example.org/a b?u=c d, https://example.org/a%20b?u=c%20d",
        "https://example.org/%C3%B2, https://example.org/%C3%B2",
        "https://example.org/hook#there, https://example.org/hook",
        "http://[::1]:3000/, http://[::1]:3000/",
    })
    void anAddressIsReadAsItIsFetched(String text, String url) {
        assertThat(WebhookUrl.parse(text)).contains(URI.create(url));
    }

    @Test
    void blanksAroundItDoNotCount() {
        assertThat(WebhookUrl.parse(" https://example.org/\n")).contains(URI.create("https://example.org/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/%zz", "http://[::1", ":", "http://"})
    void whatIsNoneIsNone(String text) {
        assertThat(WebhookUrl.parse(text)).isEmpty();
    }
}
