package dev.edgepass.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A certificate authority of the test, with certificates of a day (RFC 5280), as PEM files. Nothing of it outlives the folder. */
public final class TestCertificates {
    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final Path folder;
    private final X500Name name;
    private final KeyPair keys = keyPair();

    /**
     * PEM files of one party.
     *
     * @param certificate of the party
     * @param key its private key, PKCS #8
     * @param both the key and then the certificate, as Kafka takes them
     */
    public record PemFiles(Path certificate, Path key, Path both) {}

    /** @param folder for all files; {@code ca.pem} is the authority's certificate */
    public TestCertificates(Path folder, String name) {
        this.folder = folder;
        this.name = new X500Name("CN=" + name);
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        add(extensions, Extension.basicConstraints, new BasicConstraints(true));
        write(authority(), pem("CERTIFICATE", certificate(this.name, keys, extensions.generate())));
    }

    /** What a party trusts. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /** A new key and certificate for the subject {@code CN=name}, good for {@code 127.0.0.1}. */
    public PemFiles issue(String subject) {
        KeyPair own = keyPair();
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        add(
                extensions,
                Extension.subjectAlternativeName,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        String certificate = pem("CERTIFICATE", certificate(new X500Name("CN=" + subject), own, extensions.generate()));
        String key = pem("PRIVATE KEY", own.getPrivate().getEncoded());
        PemFiles files = new PemFiles(
                folder.resolve(subject + ".crt"), folder.resolve(subject + ".key"), folder.resolve(subject + ".pem"));
        write(files.certificate(), certificate);
        write(files.key(), key);
        write(files.both(), key + certificate);
        return files;
    }

    private byte[] certificate(X500Name subject, KeyPair own, Extensions extensions) {
        Instant now = Instant.now();
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(63, new SecureRandom()).add(BigInteger.ONE)));
        generator.setSignature(ECDSA);
        generator.setIssuer(name);
        generator.setSubject(subject);
        generator.setStartDate(new Time(Date.from(now.minus(Duration.ofHours(1)))));
        generator.setEndDate(new Time(Date.from(now.plus(Duration.ofDays(1)))));
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(own.getPublic().getEncoded()));
        generator.setExtensions(extensions);
        TBSCertificate unsigned = generator.generateTBSCertificate();
        try {
            return new DERSequence(new ASN1Encodable[] {
                        unsigned, ECDSA, new DERBitString(sign(keys.getPrivate(), unsigned.getEncoded()))
                    })
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sign(PrivateKey key, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ExtensionsGenerator extensions, ASN1ObjectIdentifier type, ASN1Encodable value) {
        try {
            extensions.addExtension(type, true, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
