package dev.edgepass.thumbnails.process;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Hostile containers of videos and HEIC, made of good ones. */
final class Containers {
    private static final Set<String> NESTED = Set.of("moov", "trak", "mdia", "minf", "dinf");

    /** Boxes (ISO/IEC 14496-12) that begin with a count, after their version and flags. */
    private static final List<String> COUNTED = List.of("stsz", "stts", "stco", "iloc");

    private Containers() {}

    /** Cut short, garbled, and with each size and count as large as its field. */
    static List<byte[]> broken(byte[] whole) {
        List<byte[]> broken = new ArrayList<>();
        broken.add(Arrays.copyOf(whole, whole.length / 2));
        Random random = new Random(1);
        byte[] garbled = whole.clone();
        for (int flips = 0; flips < 20; flips++) {
            garbled[16 + random.nextInt(garbled.length - 16)] ^= (byte) (1 << random.nextInt(8));
        }
        broken.add(garbled);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        for (String box : COUNTED) {
            if (text.contains(box)) {
                broken.add(filled(whole, text.indexOf(box) + 8));
            }
        }
        for (String sized : List.of("mdat", "moov", "ispe", "movi", "\u001fC\u00b6u")) {
            if (text.contains(sized)) {
                broken.add(
                        filled(whole, text.indexOf(sized) + (sized.equals("mdat") || sized.equals("moov") ? -4 : 4)));
            }
        }
        return broken;
    }

    private static byte[] filled(byte[] whole, int at) {
        byte[] filled = whole.clone();
        Arrays.fill(filled, at, Math.min(at + 8, filled.length), (byte) 0x7F);
        return filled;
    }

    /** A QuickTime file whose frames are those of another file, by an alias (QuickTime File Format, "Data Reference Atoms") one folder up from nowhere: the path begins beside the file. */
    static byte[] referring(byte[] quickTime, String path) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer in = ByteBuffer.wrap(quickTime); in.hasRemaining(); ) {
            byte[] content = new byte[in.getInt() - 8];
            byte[] type = new byte[4];
            in.get(type).get(content);
            String name = new String(type, StandardCharsets.US_ASCII);
            if (NESTED.contains(name)) {
                content = referring(content, path);
            } else if (name.equals("dref")) {
                byte[] alias = alias(path.getBytes(StandardCharsets.US_ASCII));
                content = ByteBuffer.allocate(8 + alias.length)
                        .putInt(0)
                        .putInt(1)
                        .put(alias)
                        .array();
            } else if (name.equals("mdat")) {
                content = new byte[content.length];
            }
            out.writeBytes(box(name, content));
        }
        return out.toByteArray();
    }

    private static byte[] alias(byte[] path) {
        ByteBuffer record = ByteBuffer.allocate(158 + path.length + path.length % 2);
        record.put(14, (byte) 1).put(15, (byte) 'v');
        record.put(54, (byte) 1).put(55, (byte) 'f');
        // Up by one folder, and down by one.
        record.putShort(134, (short) 1).putShort(136, (short) 1);
        // The path, then the end.
        record.position(154).putShort((short) 2).putShort((short) path.length).put(path);
        return box("alis", record.array());
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }
}
