package dev.edgepass.issuer.watch;

import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.TokenVerifier;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /events}: the changes of one token's handles, once they are published. Public: the token in the body is the authority. One that is refused for now may
 * watch too: that is how a page hears that it is granted again.
 */
@RestController
class WatchController {
    private final TokenVerifier verifier;
    private final Streams streams;

    record WatchRequest(@Nullable String token) {
        /** Without it. */
        @Override
        public String toString() {
            return "WatchRequest";
        }
    }

    WatchController(TokenVerifier verifier, Streams streams) {
        this.verifier = verifier;
        this.streams = streams;
    }

    @PostMapping(path = "/api/v1/media/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void open(
            @RequestBody WatchRequest body,
            ClientAddress address,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (body.token == null) {
            throw ProblemType.invalid("token", "missing (expected: the current media token)");
        }
        Subscription subscription = Subscription.of(verifier.verify(body.token));
        ResponseOutlet outlet = new ResponseOutlet();
        OpenStream stream = new OpenStream(address, subscription, outlet);
        streams.enter(stream);
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // For nginx and those that took it over: pass on what comes.
            response.setHeader("X-Accel-Buffering", "no");
            AsyncContext async = request.startAsync(request, response);
            async.setTimeout(0);
            outlet.begin(async, () -> streams.leave(stream));
        } catch (IOException | RuntimeException e) {
            streams.leave(stream);
            throw e;
        }
    }

    /**
     * Writes whenever the connection takes something (Servlet 3.1, non-blocking), on the thread that offers or on one of the server's. A reader that lets more than
     * {@value #MOST_WAITING} texts wait is dropped.
     */
    static final class ResponseOutlet implements Outlet, WriteListener, AsyncListener {
        static final int MOST_WAITING = 32;

        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private @Nullable AsyncContext async;
        private @Nullable ServletOutputStream out;
        private Runnable left = () -> {};
        private boolean unflushed;
        private boolean ended;

        void begin(AsyncContext context, Runnable whenLeft) throws IOException {
            boolean isOver;
            synchronized (this) {
                async = context;
                left = whenLeft;
                isOver = ended;
            }
            context.addListener(this);
            if (isOver) {
                complete();
            } else {
                context.getResponse().getOutputStream().setWriteListener(this);
            }
        }

        @Override
        public void offer(String text) {
            boolean isOver;
            synchronized (this) {
                if (ended) {
                    return;
                }
                waiting.add(text.getBytes(StandardCharsets.UTF_8));
                ended = waiting.size() > MOST_WAITING || !write();
                isOver = ended;
            }
            if (isOver) {
                complete();
            }
        }

        @Override
        public void onWritePossible() throws IOException {
            boolean isOver;
            synchronized (this) {
                if (ended) {
                    return;
                }
                out = async == null ? null : async.getResponse().getOutputStream();
                ended = !write();
                isOver = ended;
            }
            if (isOver) {
                complete();
            }
        }

        /** Whether the connection is still there. */
        private boolean write() {
            try {
                while (out != null && (unflushed || !waiting.isEmpty()) && out.isReady()) {
                    byte[] next = waiting.poll();
                    if (next != null) {
                        out.write(next);
                    } else {
                        out.flush();
                    }
                    unflushed = next != null;
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void end() {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            complete();
        }

        /** Without the monitor, since the server calls back. */
        private void complete() {
            AsyncContext begun = async;
            left.run();
            if (begun != null) {
                try {
                    begun.complete();
                } catch (IllegalStateException e) {
                    // The server has ended it already.
                }
            }
        }

        @Override
        public void onError(Throwable e) {
            end();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            synchronized (this) {
                ended = true;
            }
            left.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It is started once.
        }
    }
}
