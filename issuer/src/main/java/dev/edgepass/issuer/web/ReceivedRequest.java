package dev.edgepass.issuer.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.WebUtils;

/** A request whose body was read by {@link Bodies}. */
final class ReceivedRequest extends HttpServletRequestWrapper {
    private final byte[] body;

    ReceivedRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    static boolean isReceived(HttpServletRequest request) {
        return WebUtils.getNativeRequest(request, ReceivedRequest.class) != null;
    }

    /** What was read of {@code request}, however it is wrapped; empty where it has no body. */
    static byte[] bodyOf(HttpServletRequest request) {
        ReceivedRequest received = WebUtils.getNativeRequest(request, ReceivedRequest.class);
        return received == null ? new byte[0] : received.body;
    }

    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return in.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return in.read(buffer, offset, length);
            }

            @Override
            public boolean isFinished() {
                return in.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("nothing here reads asynchronously");
            }
        };
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
