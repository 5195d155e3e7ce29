package dev.parley.profiles.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    @ParameterizedTest
    @CsvSource({"ffd8ffe000104a46,JPEG", "ffd8ff,JPEG", "89504e470d0a1a0a,PNG"})
    void isToldByItsFirstBytes(String head, Picture type) {
        assertThat(Picture.of(HexFormat.of().parseHex(head))).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff", "ffd8", "89504e470d0a1a", "8950ffd8ff000000", "474946383961", "3c68746d6c3e"})
    void isNothingElse(String head) {
        assertThat(Picture.of(HexFormat.of().parseHex(head))).isEmpty();
    }

    @Test
    void isDeclaredByOneOfTwoNames() {
        assertThat(Picture.isDeclared("image/jpeg")).isTrue();
        assertThat(Picture.isDeclared("image/png")).isTrue();
        assertThat(Picture.isDeclared("image/gif")).isFalse();
        assertThat(Picture.isDeclared("")).isFalse();
    }
}
