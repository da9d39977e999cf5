package dev.edgepass.acceptance;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** One stack of two locations for all tests that leave it as they found it, with a little media in its bucket. Ends with the test JVM. */
final class SharedStack {
    static final String IMAGE = "projects/42/a.jpg";
    static final byte[] IMAGE_BYTES = bytes(1, 120_000);
    static final String LARGE = "projects/42/film.mp4";
    static final byte[] LARGE_BYTES = bytes(2, 3_000_000);
    /** A folder of images that a browser can show. */
    static final String PICTURES = "projects/pictures/";

    /** A folder with a stream for players, as its own README describes. */
    static final String STREAMS = "streams/";

    static final String ELSEWHERE = "projects/43/b.jpg";
    /** An object with a thumbnail. */
    static final String SHOWN = "projects/43/shown.jpg";

    static final String THUMBNAIL = SHOWN + ".thumb.webp";

    /** The folder in which the stack makes thumbnails, and no test counts objects. */
    static final String THUMBNAILS = "thumbnails/";

    /** The origin of an app whose page may hand a login over; no provider logs people in. Browsers send no origin from https to the plain http of this stack. */
    static final String HANDING_OVER = "http://app.example";

    /** A new signing key is in use after half the time: still longer than a location goes without reading a head. */
    private static final Map<String, String> SOONER = Map.of("EDGEPASS_KEYS_PUBLISHEDFOR", "PT5S");

    private static RunningStack stack;
    private static ServerSocket appPort;
    private static SpanReceiver spans;

    private SharedStack() {}

    /** Receives every span of the stack. */
    static synchronized SpanReceiver spans() {
        if (spans == null) {
            spans = new SpanReceiver();
        }
        return spans;
    }

    /** One for notices, that takes none. */
    private static Map<String, String> destination(Path folder) throws IOException {
        Path secret = Files.createFile(
                folder.resolve("office.secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        return Map.of(
                "EDGEPASS_NOTICES_DESTINATIONS_OFFICE_URL",
                "https://notices.invalid/",
                "EDGEPASS_NOTICES_DESTINATIONS_OFFICE_SECRETFILE",
                secret.toString());
    }

    /** The port on 127.0.0.1 of the app whose pages may call the issuer, free from now on. */
    static synchronized String takeAppPort() throws IOException {
        int port = appPort.getLocalPort();
        appPort.close();
        return String.valueOf(port);
    }

    /** Of the share pages. */
    private static Map<String, String> brand(Path folder) throws IOException {
        Path logo = Files.writeString(
                folder.resolve("logo.svg"),
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><circle cx='16' cy='16' r='16' fill='#7a1f3d'/>"
                        + "<path d='M10 23V9l12 14V9' fill='none' stroke='#fff' stroke-width='3'/></svg>");
        return Map.of(
                "EDGEPASS_BRAND_NAME", "Studio Nord",
                "EDGEPASS_BRAND_ACCENT", "#7a1f3d",
                "EDGEPASS_BRAND_LOGOFILE", logo.toString());
    }

    static synchronized RunningStack get() {
        if (stack == null) {
            try {
                Path folder = Files.createTempDirectory("edgepass-acceptance");
                Map<String, String> environment = new HashMap<>(SOONER);
                environment.putAll(spans().environment());
                environment.putAll(destination(folder));
                appPort = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                environment.put("EDGEPASS_WEB_ALLOWEDORIGINS", "http://127.0.0.1:" + appPort.getLocalPort());
                environment.putAll(brand(folder));
                environment.put("EDGEPASS_PAGELOGIN_HANDOVERORIGINS", HANDING_OVER);
                environment.put(RunningStack.THUMBNAILS_PREFIX, THUMBNAILS);
                stack = RunningStack.start(
                        folder.resolve("data"),
                        2,
                        environment,
                        DocumentedCommand.command("./edgepass up --pops 4 --media path/to/your/pictures")
                                .with("4", 2)
                                .with("path/to/your/pictures", media(folder)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(SharedStack::end, "stop the shared stack"));
        }
        return stack;
    }

    private static synchronized void end() {
        stack.close();
        StackLogs.keep("spans.log", spans().spans());
    }

    /** A folder of media, to be given to {@code --media}. */
    static Path media(Path folder) throws IOException {
        Path media = folder.resolve("media");
        Files.createDirectories(media.resolve("projects/42"));
        Files.createDirectories(media.resolve("projects/43"));
        Files.write(media.resolve(IMAGE), IMAGE_BYTES);
        Files.write(media.resolve(LARGE), LARGE_BYTES);
        Files.write(media.resolve(ELSEWHERE), bytes(3, 1000));
        Files.write(media.resolve(SHOWN), bytes(4, 1000));
        Files.write(media.resolve(THUMBNAIL), bytes(5, 100));
        Files.createDirectories(media.resolve(PICTURES));
        for (int number = 1; number <= 3; number++) {
            BufferedImage picture = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(0, 0, 320, 200, new Random(number).ints(320 * 200).toArray(), 0, 320);
            ImageIO.write(
                    picture, "jpeg", media.resolve(PICTURES + number + ".jpg").toFile());
        }
        copyStreams(media.resolve(STREAMS));
        return media;
    }

    /** The file of an object in {@link #STREAMS}. */
    static Path stream(String key) {
        return EdgepassCommand.ROOT.resolve("acceptance/src/test/resources").resolve(key);
    }

    private static void copyStreams(Path target) throws IOException {
        Path source = stream(STREAMS);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
