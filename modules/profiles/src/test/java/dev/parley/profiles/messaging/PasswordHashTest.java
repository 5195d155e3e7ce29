package dev.parley.profiles.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

    private static final int ITERATIONS = 100_000;
    private static final String NOBODYS = PasswordHash.nobodys(ITERATIONS);

    /** As OpenSSL makes it of "p&auml;sswd", 1,000 iterations and a salt of the bytes 0 to 15. */
    private static final String OPENSSLS =
            "pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$Ck1FBsoWEXYH3rNykEPpkA+ekt1+1SvZpGNUCUNOGFU";

    @Test
    void aPasswordMatchesItsOwnHashAndNoOther() {
        String hash = PasswordHash.of("correct h\u00f6rse", ITERATIONS);
        assertThat(hash).matches("pbkdf2-sha256\\$100000\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(PasswordHash.matches("correct h\u00f6rse", hash)).isTrue();
        assertThat(PasswordHash.matches("correct horse", hash)).isFalse();
    }

    @Test
    void equalPasswordsHaveDifferentHashes() {
        assertThat(PasswordHash.of("a", ITERATIONS)).isNotEqualTo(PasswordHash.of("a", ITERATIONS));
    }

    @Test
    void hashesOfOtherIterationsAndOtherMakersMatchTheirPasswords() {
        assertThat(PasswordHash.matches("p\u00e4sswd", OPENSSLS)).isTrue();
        assertThat(PasswordHash.matches("passwd", OPENSSLS)).isFalse();
    }

    @Test
    void nobodysHashIsNoPasswords() {
        assertThat(PasswordHash.matches("", NOBODYS)).isFalse();
        assertThat(PasswordHash.matches("a", NOBODYS)).isFalse();
    }

    @Test
    void whatIsNoHashMatchesNothing() {
        for (String text : new String[] {"", "a", "$2b$10$abc", NOBODYS + "a"}) {
            assertThat(PasswordHash.matches("a", text)).isFalse();
        }
    }
}
