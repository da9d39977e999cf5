package dev.edgepass.issuer.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;

/**
 * What is left of a refused request's body. Tomcat would read on, with the request's thread, for as long as a client sends a byte now and then. Here {@value #AT_ONCE}
 * threads do so for {@link #PATIENCE}, for clients that read their answer only once they have sent everything; all other connections are closed after the answer.
 * Thread-safe.
 */
final class UnreadBodies extends ValveBase {
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int CHUNK = 8 * 1024;

    private final Semaphore reading = new Semaphore(AT_ONCE);

    UnreadBodies() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.isAsync() || isRead(request)) {
            return;
        }
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.finishResponse();
        // One who waits for 100 Continue sends nothing more.
        if (request.getHeader(HttpHeaders.EXPECT) == null && reading.tryAcquire()) {
            try {
                readOn(request.getInputStream());
            } catch (IOException | IllegalStateException e) {
                // Gone or too slow, for which Tomcat would have another answer.
            } finally {
                reading.release();
            }
        }
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    private static void readOn(InputStream body) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        byte[] chunk = new byte[CHUNK];
        while (body.read(chunk) >= 0 && System.nanoTime() - end < 0) {
            // It isn't wanted.
        }
    }

    private static boolean isRead(Request request) {
        AtomicBoolean read = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }
}
