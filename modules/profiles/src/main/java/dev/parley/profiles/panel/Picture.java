package dev.parley.profiles.panel;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What kinds of files a message may have, told by how they begin and not by what their sender says they are. */
enum Picture {
    JPEG("image/jpeg", ".jpg", "ffd8ff"),
    PNG("image/png", ".png", "89504e470d0a1a0a");

    /** How many bytes of a file tell its kind. */
    static final int HEAD = 8;

    private final String mime;
    private final String suffix;
    private final String magic;

    /** @param magic the first bytes, in hexadecimal digits */
    Picture(String mime, String suffix, String magic) {
        this.mime = mime;
        this.suffix = suffix;
        this.magic = magic;
    }

    String mime() {
        return mime;
    }

    /** The end of a file's name. */
    String suffix() {
        return suffix;
    }

    /** The kind of a file that begins so. */
    static Optional<Picture> of(byte[] head) {
        String digits = HexFormat.of().formatHex(head);
        return Arrays.stream(values())
                .filter(each -> digits.startsWith(each.magic))
                .findFirst();
    }

    /** Whether the sender says that it is one of these. */
    static boolean isDeclared(String contentType) {
        return contentType.contains("jpeg") || contentType.contains("png");
    }
}
