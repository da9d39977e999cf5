package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.Refusal;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Signatures that nobody made over this token: numbers outside the curve's order (CVE-2022-21449), other lengths and encodings, other inputs, flipped bits. */
final class SignatureAttacks {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger FIELD =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final int HALF = 32;
    private static final int FLIPS = 64;

    private SignatureAttacks() {}

    static List<DecisionVector> of(TokenForge forge, long seed) {
        Catalogue all = new Catalogue("signature");
        String input = forge.signingInput();
        byte[] good = forge.signature(input);
        numbers(all, input, good);
        lengths(all, input, good);
        otherInputs(all, forge, input);
        all.granted(
                "with the other root of s, a spelling of the standard's own",
                input + "." + Base64Url.encode(otherRoot(good)));
        String cut = TokenForge.encode(forge.header()) + "."
                + TokenForge.encode(forge.claims("jti", "\"cut-token\"").replace("\"pos\":60", "\"pos\":49"));
        byte[] other = otherRoot(forge.signature(cut));
        all.add("with the other root of s, of a revoked token", cut + "." + Base64Url.encode(other), Refusal.REVOKED);
        Random random = new Random(seed);
        for (int i = 0; i < FLIPS; i++) {
            int bit = i * 8 + random.nextInt(8);
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            all.badSignature("bit " + bit + " flipped", input + "." + Base64Url.encode(flipped));
        }
        return all.vectors();
    }

    private static void numbers(Catalogue all, String input, byte[] good) {
        Map<String, byte[]> numbers = new LinkedHashMap<>();
        numbers.put("0", new byte[HALF]);
        numbers.put("1", fixed(BigInteger.ONE));
        numbers.put("n - 1", fixed(ORDER.subtract(BigInteger.ONE)));
        numbers.put("n", fixed(ORDER));
        numbers.put("n + 1", fixed(ORDER.add(BigInteger.ONE)));
        numbers.put("p", fixed(FIELD));
        numbers.put("2^256 - 1", fixed(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)));
        byte[] r = Arrays.copyOf(good, HALF);
        byte[] s = Arrays.copyOfRange(good, HALF, 2 * HALF);
        numbers.forEach((nameR, first) -> {
            numbers.forEach((nameS, second) -> all.badSignature(
                    "r = " + nameR + ", s = " + nameS, input + "." + Base64Url.encode(concat(first, second))));
            all.badSignature("r = " + nameR + ", s as signed", input + "." + Base64Url.encode(concat(first, s)));
            all.badSignature("r as signed, s = " + nameR, input + "." + Base64Url.encode(concat(r, first)));
        });
        all.badSignature("r and s exchanged", input + "." + Base64Url.encode(concat(s, r)));
        all.badSignature("r twice", input + "." + Base64Url.encode(concat(r, r)));
        byte[] reversed = new byte[2 * HALF];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = good[reversed.length - 1 - i];
        }
        all.badSignature("byte for byte reversed", input + "." + Base64Url.encode(reversed));
    }

    private static void lengths(Catalogue all, String input, byte[] good) {
        for (int length : new int[] {0, 1, 31, 32, 33, 62, 63, 65, 66, 72, 96, 128, 132, 512}) {
            all.malformed("of " + length + " bytes", input + "." + Base64Url.encode(Arrays.copyOf(good, length)));
        }
        byte[] zeroThenGood = concat(new byte[1], good);
        all.malformed("with a zero in front", input + "." + Base64Url.encode(zeroThenGood));
        all.malformed("twice", input + "." + Base64Url.encode(concat(good, good)));
        all.malformed("in DER", input + "." + Base64Url.encode(der(good)));
        all.malformed("in hexadecimal", input + "." + new BigInteger(1, good).toString(16));
        all.malformed("missing with its dot", input);
        all.malformed("empty", input + ".");
    }

    private static void otherInputs(Catalogue all, TokenForge forge, String input) {
        int dot = input.indexOf('.');
        String narrow =
                TokenForge.encode(forge.header()) + "." + TokenForge.encode(forge.claims("pth", "[\"projects/42/b\"]"));
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("the header", input.substring(0, dot));
        inputs.put("the claims", input.substring(dot + 1));
        inputs.put("the claims, decoded", forge.claims());
        inputs.put("both and a dot more", input + ".");
        inputs.put("both without their dot", input.replace(".", ""));
        inputs.put("a narrower token", narrow);
        inputs.put("nothing", "");
        inputs.forEach((name, other) ->
                all.badSignature("over " + name, input + "." + Base64Url.encode(forge.signature(other))));
        all.badSignature("over SHA-384", input + "." + Base64Url.encode(sha384(forge, input)));
    }

    private static byte[] sha384(TokenForge forge, String input) {
        try {
            Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
            signature.initSign(forge.key().toECPrivateKey());
            signature.update(Utf8.encode(input));
            return signature.sign();
        } catch (GeneralSecurityException | com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException("this JVM has no ECDSA over SHA-384", e);
        }
    }

    /** {@code (r, n - s)}: ECDSA finds it as good as {@code (r, s)}. */
    private static byte[] otherRoot(byte[] good) {
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, HALF, 2 * HALF));
        return concat(Arrays.copyOf(good, HALF), fixed(ORDER.subtract(s)));
    }

    private static byte[] der(byte[] good) {
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        for (int start : new int[] {0, HALF}) {
            byte[] number = new BigInteger(1, Arrays.copyOfRange(good, start, start + HALF)).toByteArray();
            numbers.write(2);
            numbers.write(number.length);
            numbers.writeBytes(number);
        }
        return concat(new byte[] {0x30, (byte) numbers.size()}, numbers.toByteArray());
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[HALF];
        int length = Math.min(bytes.length, HALF);
        System.arraycopy(bytes, bytes.length - length, fixed, HALF - length, length);
        return fixed;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
