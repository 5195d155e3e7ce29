package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespacesTest {

    private static Profile profile() {
        return socket -> Future.succeededFuture(new Admission.Refused("a test's own", null));
    }

    @Nested
    class APattern {

        @ParameterizedTest
        @CsvSource({
            "/tenant-*, /tenant-7, true",
            "/tenant-*, /tenant-, true",
            "/tenant-*, /tenant, false",
            "/tenant-*, /tenant-7/admin, false",
            "/tenant-*, /my/tenant-7, false",
            "/*, /, true",
            "/*, /anything, true",
            "/*, /a/b, false",
            "/*/chat, /eu/chat, true",
            "/*/chat, /eu/west/chat, false",
            "/*/chat, /eu/chat/, false",
            "/*/*, /a/b, true",
            "/*/*, /a, false",
            "/a*b*c, /a-b-c, true",
            "/a*b*c, /abcbc, true",
            "/a*b*c, /acb, false",
            "/a*a, /a, false",
            "/a*a, /aa, true",
            "/x*ab, /xaab, true",
            "/a.b*, /axb, false",
            "/(*)+$, /(1)+$, true",
            "/*é, /caf\u00e9, true"
        })
        void takesAStarForAnyTextWithoutASlash(String pattern, String name, boolean matches) {
            assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
        }

        /** The same rule in the words of a regular expression, over names of few letters so that many fit. */
        @Test
        void agreesWithItsDefinition() {
            var random = new Random(7);
            int fits = 0;
            for (int i = 0; i < 50_000; i++) {
                String pattern = "/" + text(random, "ab/*");
                String name = "/" + text(random, "ab/");
                if (!NamePattern.isPattern(pattern)) continue;
                boolean expected = Pattern.matches(pattern.replace("*", "[^/]*"), name);
                assertThat(NamePattern.of(pattern).matches(name))
                        .as("%s against %s", pattern, name)
                        .isEqualTo(expected);
                if (expected) fits++;
            }
            assertThat(fits).isGreaterThan(500);
        }

        private static String text(Random random, String letters) {
            var text = new StringBuilder();
            for (int left = random.nextInt(7); left > 0; left--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            return text.toString();
        }
    }

    @Nested
    class TheProfile {

        private final Profile exact = profile();
        private final Profile first = profile();
        private final Profile second = profile();
        private final Namespaces namespaces = namespaces();

        private Namespaces namespaces() {
            var profiles = new LinkedHashMap<String, Profile>();
            profiles.put("/z*", first);
            profiles.put("/*", second);
            profiles.put("/zoo", exact);
            return Namespaces.of(profiles);
        }

        @Test
        void isThatOfTheNameBeforeAnyPattern() {
            assertThat(namespaces.profile("/zoo")).isSameAs(exact);
        }

        @Test
        void isThatOfTheFirstPatternThatFits() {
            assertThat(namespaces.profile("/zoom")).isSameAs(first);
            assertThat(namespaces.profile("/a")).isSameAs(second);
        }

        @Test
        void isNoneWhereNothingFits() {
            assertThat(namespaces.profile("/a/b")).isNull();
            assertThat(namespaces.contain("/a/b")).isFalse();
            assertThat(namespaces.contain("/zoo")).isTrue();
        }
    }
}
