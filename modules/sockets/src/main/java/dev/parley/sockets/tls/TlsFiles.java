package dev.parley.sockets.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a certificate and its private key lie, in PEM; both may be in one file. Immutable.
 *
 * @param certificate the server's own certificate first, then those that signed it
 * @param key not encrypted
 */
public record TlsFiles(Path certificate, Path key) {

    private static final int LARGEST = 256 * 1024;

    /** What is in the files. */
    public sealed interface Reading {

        /** A certificate and its key. */
        record Good(ServerCertificate found) implements Reading {}

        /**
         * Files that cannot be used.
         *
         * @param flaws all of them, never none
         */
        record Faulty(List<Flaw> flaws) implements Reading {
            public Faulty {
                flaws = List.copyOf(flaws);
            }
        }
    }

    /**
     * Why the files cannot be used. Shows nothing of what is in them.
     *
     * @param ofKey whether it is the key's file
     * @param problem what was found
     * @param fix what to do about it
     */
    public record Flaw(boolean ofKey, String problem, String fix) {}

    /** Reads both files, so it blocks. */
    public Reading read() {
        return new Reader().read();
    }

    /** One reading, on one thread. */
    private final class Reader {

        private final List<Flaw> flaws = new ArrayList<>();

        Reading read() {
            List<X509Certificate> chain =
                    text(certificate, false).map(this::chain).orElse(List.of());
            Optional<Pem> block = text(key, true).flatMap(this::block);
            if (flaws.isEmpty()) {
                Optional<PrivateKey> fitting = block.flatMap(found -> fitting(found, chain));
                if (fitting.isPresent()) return new Reading.Good(new ServerCertificate(chain, fitting.get()));
            }
            return new Reading.Faulty(flaws);
        }

        private Optional<String> text(Path file, boolean ofKey) {
            try {
                if (!Files.exists(file)) return flaw(ofKey, "is not there", "name a PEM file");
                if (Files.size(file) > LARGEST) return flaw(ofKey, "is too large", "name a PEM file");
                // Other bytes than letters are not in the blocks.
                return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
            } catch (IOException unreadable) {
                return flaw(ofKey, "cannot be read", "name a PEM file that this user may read");
            }
        }

        private List<X509Certificate> chain(String text) {
            var chain = new ArrayList<X509Certificate>();
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                for (Pem block : Pem.blocks(text)) {
                    if (block.label().equals("CERTIFICATE"))
                        chain.add(
                                (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            } catch (GeneralSecurityException | IllegalArgumentException garbled) {
                flaw(false, "holds a certificate that cannot be read", "write it anew");
                return List.of();
            }
            if (chain.isEmpty())
                flaw(false, "holds no certificate (BEGIN CERTIFICATE)", "name the PEM file of the certificate");
            return chain;
        }

        private Optional<Pem> block(String text) {
            Optional<Pem> block =
                    Pem.blocks(text).stream().filter(PrivateKeys::isOne).findFirst();
            if (block.isEmpty())
                return flaw(true, "holds no private key (BEGIN PRIVATE KEY)", "name the PEM file of the key");
            if (block.get().encrypted())
                return flaw(true, "holds a key with a passphrase", "take that off with: openssl pkey -in OLD -out NEW");
            return block;
        }

        private Optional<PrivateKey> fitting(Pem block, List<X509Certificate> chain) {
            String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
            try {
                PrivateKey key = PrivateKeys.read(block, chain.getFirst().getPublicKey());
                if (PrivateKeys.fit(key, chain.getFirst().getPublicKey())) return Optional.of(key);
                for (X509Certificate other : chain.subList(1, chain.size())) {
                    if (other.getPublicKey().getAlgorithm().equals(algorithm)
                            && PrivateKeys.fit(key, other.getPublicKey()))
                        return flaw(false, "begins with another certificate than the key's", "put that one first");
                }
                return flaw(true, "does not fit the certificate", "name the key that the certificate was made for");
            } catch (GeneralSecurityException | IllegalArgumentException notOfItsKind) {
                return flaw(
                        true,
                        "holds no key of the certificate's kind (" + algorithm + ")",
                        "name the key that the certificate was made for");
            }
        }

        private <T> Optional<T> flaw(boolean ofKey, String problem, String fix) {
            flaws.add(new Flaw(ofKey, "'" + (ofKey ? key : certificate) + "' " + problem, fix));
            return Optional.empty();
        }
    }
}
