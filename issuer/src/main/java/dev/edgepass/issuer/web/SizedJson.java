package dev.edgepass.issuer.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON with its {@code Content-Length}, so that an answer is one write to the connection; otherwise the length isn't known when the body is flushed, and each answer
 * has chunks and one more write to end them. Thread-safe.
 */
class SizedJson extends JacksonJsonHttpMessageConverter {
    private static final int USUAL_SIZE = 1024;

    SizedJson(JsonMapper json) {
        super(json);
    }

    @Override
    protected void writeInternal(
            Object answer, ResolvableType type, HttpOutputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        super.writeInternal(answer, type, new Kept(message.getHeaders(), bytes), hints);
        message.getHeaders().setContentLength(bytes.size());
        bytes.writeTo(message.getBody());
    }

    private record Kept(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {
        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }
}
