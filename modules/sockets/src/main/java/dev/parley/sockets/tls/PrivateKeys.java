package dev.parley.sockets.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * Private keys in the forms that tools write: PKCS #8, and what came before it, PKCS #1 for RSA and SEC 1 for EC, which leave
 * out the algorithm. That is taken from the certificate, which has to be of the same one.
 */
final class PrivateKeys {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};
    private static final byte[] PROOF = "is it the same key?".getBytes(StandardCharsets.US_ASCII);

    private PrivateKeys() {}

    static boolean isOne(Pem block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    /**
     * @param certified the public half, if it fits
     * @throws GeneralSecurityException if it is no key, or not one of that algorithm
     */
    static PrivateKey read(Pem block, PublicKey certified) throws GeneralSecurityException {
        byte[] bytes = block.bytes();
        byte[] pkcs8 = block.label().equals("PRIVATE KEY") ? bytes : wrap(bytes, certified);
        return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Whether the one verifies what the other signs. */
    static boolean fit(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm =
                switch (certified.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> certified.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROOF);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(PROOF);
        return signature.verify(signed);
    }

    /** PrivateKeyInfo (RFC 5208, section 5); its algorithm is written as in SubjectPublicKeyInfo (RFC 5280, section 4.1). */
    private static byte[] wrap(byte[] key, PublicKey certified) {
        var info = new ByteArrayOutputStream();
        info.writeBytes(VERSION);
        info.writeBytes(algorithm(certified.getEncoded()));
        info.writeBytes(der(OCTET_STRING, key));
        return der(SEQUENCE, info.toByteArray());
    }

    private static byte[] algorithm(byte[] subjectPublicKeyInfo) {
        ByteBuffer info = ByteBuffer.wrap(subjectPublicKeyInfo);
        enter(info);
        int begin = info.position();
        int length = enter(info);
        return Arrays.copyOfRange(subjectPublicKeyInfo, begin, info.position() + length);
    }

    /** Reads a tag and a length (X.690, section 8.1) and returns the length. */
    private static int enter(ByteBuffer der) {
        der.get();
        int first = Byte.toUnsignedInt(der.get());
        if (first < 0x80) return first;
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) length = length << 8 | Byte.toUnsignedInt(der.get());
        return length;
    }

    /** A key is shorter than 64 KiB. */
    private static byte[] der(int tag, byte[] content) {
        int length = content.length;
        var der = new ByteArrayOutputStream();
        der.write(tag);
        if (length < 0x80) {
            der.write(length);
        } else {
            der.write(0x82);
            der.write(length >> 8);
            der.write(length);
        }
        der.writeBytes(content);
        return der.toByteArray();
    }
}
