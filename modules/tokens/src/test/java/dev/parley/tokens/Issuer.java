package dev.parley.tokens;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes JSON Web Tokens as the specifications say, with the JDK alone and apart from the code under test. */
final class Issuer {

    private static final Map<String, String> HMAC =
            Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");

    private Issuer() {}

    static KeyPair rsa() {
        return pair("RSA", 2_048);
    }

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair ed25519() {
        return pair("Ed25519", 255);
    }

    static KeyPair pair(String type, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    static String hmac(String algorithm, String kid, byte[] secret, String claims) {
        String content = content(header(algorithm, kid), claims);
        return content + "." + base64(mac(algorithm, secret, content));
    }

    static String hmac(String algorithm, String secret, String claims) {
        return hmac(algorithm, "", secret.getBytes(StandardCharsets.UTF_8), claims);
    }

    static byte[] mac(String algorithm, byte[] secret, String content) {
        try {
            Mac mac = Mac.getInstance(HMAC.get(algorithm));
            mac.init(new SecretKeySpec(secret, "any"));
            return mac.doFinal(bytes(content));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** @param kid left out of the header when empty */
    static String signed(String algorithm, String kid, KeyPair pair, String claims) {
        String content = content(header(algorithm, kid), claims);
        return content + "." + base64(signature(algorithm, pair, content));
    }

    static byte[] signature(String algorithm, KeyPair pair, String content) {
        try {
            int bits = algorithm.equals("EdDSA") ? 0 : Integer.parseInt(algorithm.substring(2));
            Signature signature = Signature.getInstance(
                    switch (algorithm.substring(0, 2)) {
                        case "RS" -> "SHA" + bits + "withRSA";
                        case "PS" -> "RSASSA-PSS";
                        case "ES" -> "SHA" + bits + "withECDSAinP1363Format";
                        default -> "EdDSA";
                    });
            if (algorithm.startsWith("PS")) {
                String hash = "SHA-" + bits;
                signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1));
            }
            signature.initSign(pair.getPrivate());
            signature.update(bytes(content));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String header(String algorithm, String kid) {
        return "{\"alg\":\"" + algorithm + "\"" + (kid.isEmpty() ? "" : ",\"kid\":\"" + kid + "\"") + "}";
    }

    static String content(String header, String claims) {
        return base64(bytes(header)) + "." + base64(bytes(claims));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The public half as an issuer serves it. */
    static String jwk(String kid, KeyPair pair) {
        String id = kid.isEmpty() ? "" : "\"kid\":\"" + kid + "\",";
        return switch (pair.getPublic()) {
            case RSAPublicKey rsa ->
                "{" + id + "\"kty\":\"RSA\",\"n\":\"" + number(rsa.getModulus(), 256) + "\",\"e\":\""
                        + number(rsa.getPublicExponent(), 3) + "\"}";
            case ECPublicKey ec ->
                "{" + id + "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                        + number(ec.getW().getAffineX(), 32) + "\",\"y\":\""
                        + number(ec.getW().getAffineY(), 32) + "\"}";
            default -> {
                byte[] encoded = pair.getPublic().getEncoded();
                byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
                yield "{" + id + "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + base64(x) + "\"}";
            }
        };
    }

    private static String number(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int used = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - used, fixed, length - used, used);
        return base64(fixed);
    }
}
