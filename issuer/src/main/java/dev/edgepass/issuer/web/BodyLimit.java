package dev.edgepass.issuer.web;

import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies that are larger than {@link EndpointTable} says, those of unannounced length while they are read. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimit extends OncePerRequestFilter {
    private final Endpoints endpoints;
    private final ProblemWriter problems;

    BodyLimit(Endpoints endpoints, ProblemWriter problems) {
        this.endpoints = endpoints;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Endpoint endpoint = endpoints.find(request);
        if (endpoint == null) {
            chain.doFilter(request, response);
            return;
        }
        int most = endpoint.maxBytes();
        if (request.getContentLengthLong() > most) {
            problems.write(response, tooLarge(most));
        } else {
            chain.doFilter(request.getContentLengthLong() < 0 ? new Limited(request, most) : request, response);
        }
    }

    private static Problem tooLarge(int most) {
        return ProblemType.TOO_LARGE.detail("Send at most " + most + " bytes.");
    }

    /** More was sent than is read. */
    static final class ExceededException extends IOException {
        private final int most;

        ExceededException(int most) {
            super("body over " + most + " bytes");
            this.most = most;
        }

        Problem problem() {
            return tooLarge(most);
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {
        private final int most;

        Limited(HttpServletRequest request, int most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), most);
        }
    }

    private static final class Counted extends ServletInputStream {
        private final ServletInputStream body;
        private final int most;
        private int read;

        Counted(ServletInputStream body, int most) {
            this.body = body;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int b = body.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = body.read(buffer, offset, length);
            count(n);
            return n;
        }

        private void count(int n) throws ExceededException {
            read += Math.max(n, 0);
            if (read > most) {
                throw new ExceededException(most);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
