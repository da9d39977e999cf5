package dev.edgepass.thumbnails.decode;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The child that decodes: for each line {@code <source> TAB <target> TAB <upright>} on its standard input, one line {@code ok} or a {@link Reason}'s word. It has no credential, and
 * ends with its input.
 */
public final class DecodeMain {
    /** What it answers where the target is written. */
    public static final String OK = "ok";

    /** What it answers where there is a thumbnail and the target can't be written: the file isn't to blame. */
    public static final String UNWRITTEN = "unwritten";

    /** What it says first: a start isn't on a file's time. */
    public static final String READY = "ready";

    private DecodeMain() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = System.out;
        // Nothing that a library prints is taken for an answer.
        System.setOut(System.err);
        // Its native library is unpacked: where that fails, no file is to blame.
        ImageDecode.encoded(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        out.println(READY);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line.split("\t")));
        }
    }

    private static String answer(String[] request) {
        try {
            ImageDecode.run(new File(request[0]), new File(request[1]), Boolean.parseBoolean(request[2]));
            return OK;
        } catch (RefusedImage e) {
            return e.reason().word();
        } catch (IOException e) {
            return UNWRITTEN;
        }
    }
}
