/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority on this machine: its own certificate, one for the MQTT endpoint and one
 * for clients. They are made where they are missing, kept, and made anew shortly before they
 * expire. Good for nothing but this machine, and for no more than trying things out.
 */
public final class LocalAuthority {

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
    private static final Duration LIFE = Duration.ofDays(397);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(7);
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final int SERIAL_BITS = 127;

    private final Path folder;
    private final Instant now;
    private final String host;
    private final SecureRandom random = new SecureRandom();

    private LocalAuthority(Path folder, Instant now, String host) {
        this.folder = folder;
        this.now = now;
        this.host = host;
    }

    /** A certificate and the key that belongs to it. */
    private record Identity(X509Certificate certificate, PrivateKey key) {}

    /**
     * Makes what is missing or nearly expired.
     *
     * @param host the name or address that clients reach this machine by, beside localhost
     * @throws IOException if the folder cannot be written, or a file in it is not what it should be
     */
    public static CertificateFiles prepare(Path folder, Clock clock, String host)
            throws IOException {
        try {
            Files.createDirectories(folder);
            return new LocalAuthority(folder, clock.instant(), host).prepare();
        } catch (GeneralSecurityException
                | OperatorCreationException
                | IllegalArgumentException e) {
            throw new IOException(
                    "the certificates in "
                            + folder
                            + " cannot be used ("
                            + e.getMessage()
                            + "); remove the folder to have new ones made",
                    e);
        }
    }

    private CertificateFiles prepare()
            throws IOException, GeneralSecurityException, OperatorCreationException {
        boolean renewed = !usable("ca");
        if (renewed) {
            KeyPair keys = keys();
            save("ca", issue("Sluice local AWS", keys, null, true, null), keys.getPrivate());
        }
        Identity authority = load("ca");
        if (renewed || !usable("server") || !isFor(host)) {
            KeyPair keys = keys();
            save(
                    "server",
                    issue("localhost", keys, authority, false, KeyPurposeId.id_kp_serverAuth),
                    keys.getPrivate());
        }
        if (renewed || !usable("client")) {
            KeyPair keys = keys();
            save(
                    "client",
                    issue("sluice-client", keys, authority, false, KeyPurposeId.id_kp_clientAuth),
                    keys.getPrivate());
        }
        return new CertificateFiles(
                certificate("ca"),
                certificate("client"),
                key("client"),
                certificate("server"),
                key("server"));
    }

    private X509Certificate issue(
            String name,
            KeyPair keys,
            @Nullable Identity issuer,
            boolean authority,
            @Nullable KeyPurposeId purpose)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Name subject = new X500Name("CN=" + name);
        Instant until = now.plus(authority ? AUTHORITY_LIFE : LIFE);
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        issuer == null
                                ? subject
                                : X500Name.getInstance(
                                        issuer.certificate()
                                                .getSubjectX500Principal()
                                                .getEncoded()),
                        new BigInteger(SERIAL_BITS, random),
                        Date.from(now.minus(CLOCKS_DIFFER)),
                        Date.from(until),
                        subject,
                        keys.getPublic());
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                extensions.createSubjectKeyIdentifier(keys.getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                issuer == null
                        ? extensions.createAuthorityKeyIdentifier(keys.getPublic())
                        : extensions.createAuthorityKeyIdentifier(issuer.certificate()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(
                        authority
                                ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                                : KeyUsage.digitalSignature));
        if (purpose != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        }
        if (KeyPurposeId.id_kp_serverAuth.equals(purpose)) {
            builder.addExtension(Extension.subjectAlternativeName, false, serverNames());
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(issuer == null ? keys.getPrivate() : issuer.key())));
    }

    private GeneralNames serverNames() {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        if (IPAddress.isValid(host)) {
            names.add(new GeneralName(GeneralName.iPAddress, host));
        } else {
            names.add(new GeneralName(GeneralName.dNSName, host));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private boolean isFor(String name) throws IOException, GeneralSecurityException {
        Collection<List<?>> names = load("server").certificate().getSubjectAlternativeNames();
        return names != null && names.stream().anyMatch(entry -> entry.contains(name));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private boolean usable(String name) throws IOException, GeneralSecurityException {
        return Files.exists(certificate(name))
                && Files.exists(key(name))
                && load(name)
                        .certificate()
                        .getNotAfter()
                        .toInstant()
                        .isAfter(now.plus(RENEWED_BEFORE));
    }

    private Identity load(String name) throws IOException, GeneralSecurityException {
        try (Reader certificate = Files.newBufferedReader(certificate(name));
                Reader key = Files.newBufferedReader(key(name));
                PEMParser certificates = new PEMParser(certificate);
                PEMParser keys = new PEMParser(key)) {
            if (certificates.readObject() instanceof X509CertificateHolder holder
                    && keys.readObject() instanceof PrivateKeyInfo info) {
                return new Identity(
                        new JcaX509CertificateConverter().getCertificate(holder),
                        new JcaPEMKeyConverter().getPrivateKey(info));
            }
        }
        throw new IllegalArgumentException(name + ".pem and " + name + ".key are no such pair");
    }

    private void save(String name, X509Certificate certificate, PrivateKey key) throws IOException {
        // the key first: a certificate without its key would be taken for a pair
        Files.deleteIfExists(certificate(name));
        write(key(name), new JcaPKCS8Generator(key, null));
        write(certificate(name), certificate);
    }

    private void write(Path file, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        }
        Path aside = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.createFile(
                    aside,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(aside, text.toString(), StandardCharsets.US_ASCII);
        Files.move(
                aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    private Path key(String name) {
        return folder.resolve(name + ".key");
    }
}
