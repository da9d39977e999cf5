package dev.edgepass.local.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A recording as large as a video, which a browser plays and seeks in by ranges: 18 minutes of stereo PCM in a WAV file, slow chords, no two seconds alike.
 */
final class SampleRecording {
    /** At least 200 MB. */
    static final long BYTES = 208L << 20;

    private static final int HEADER = 44;
    private static final int RATE = 48_000;
    private static final int FRAME = 4;
    private static final double[] STEPS = {1, 1.25, 1.5, 1.875, 2};
    private static final double[] ROOTS = {110, 146.83, 98, 130.81, 87.31, 164.81};

    private SampleRecording() {}

    static void write(Path file) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName());
        try (OutputStream out = Files.newOutputStream(fresh)) {
            out.write(header());
            long frames = (BYTES - HEADER) / FRAME;
            short[] tone = new short[RATE];
            for (long second = 0; second * RATE < frames; second++) {
                fill(tone, second);
                int count = (int) Math.min(RATE, frames - second * RATE);
                ByteBuffer bytes = ByteBuffer.allocate(count * FRAME).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < count; i++) {
                    // The right channel comes a little later, which makes the room.
                    bytes.putShort(tone[i]).putShort(tone[(i + RATE - 480) % RATE]);
                }
                out.write(bytes.array());
            }
        }
        Files.move(fresh, file);
    }

    /** One second of three partials; the swell of each second differs by its number. */
    private static void fill(short[] tone, long second) {
        double root = ROOTS[(int) (second / 8 % ROOTS.length)];
        double middle = root * STEPS[(int) (second % STEPS.length)];
        double swell = 0.6 + 0.4 * Math.sin(second * 0.37);
        double rootStep = 2 * Math.PI * Math.round(root) / RATE;
        double middleStep = 2 * Math.PI * Math.round(middle) / RATE;
        double beat = 2 * Math.PI * (1 + second % 7) / RATE;
        for (int i = 0; i < tone.length; i++) {
            double shimmer = 1 + 0.2 * Math.sin(i * beat);
            tone[i] = (short)
                    (6000 * swell * shimmer * (Math.sin(i * rootStep) + 0.5 * Math.sin(i * middleStep)) + second % 97);
        }
    }

    private static byte[] header() {
        int data = (int) (BYTES - HEADER);
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(data + HEADER - 8)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(RATE)
                .putInt(RATE * FRAME)
                .putShort((short) FRAME)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(data)
                .array();
    }
}
