package dev.parley.profiles.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsTextTest {

    @Test
    void trimTakesTheSpacesOfJavaScriptAndNoOthers() {
        assertThat(JsText.trim(" \t\n\u000b\f\r\u00a0\u1680\u2003\u2028\u2029\u202f\u3000\ufeff a b \ufeff"))
                .isEqualTo("a b");
        // What Java takes for white space, or a terminal for nothing at all, is none in JavaScript.
        for (String kept : new String[] {"\u001c", "\u0085", "\u200b", "\u0000"}) {
            assertThat(JsText.trim(kept)).isEqualTo(kept);
        }
    }

    @Test
    void previewsHaveFiftyUnitsAndDotsWhereThatIsNotAll() {
        assertThat(JsText.preview("x".repeat(50))).isEqualTo("x".repeat(50));
        assertThat(JsText.preview("x".repeat(51))).isEqualTo("x".repeat(50) + "...");
        assertThat(JsText.preview("\ud83d\ude00".repeat(26))).isEqualTo("\ud83d\ude00".repeat(25) + "...");
    }
}
