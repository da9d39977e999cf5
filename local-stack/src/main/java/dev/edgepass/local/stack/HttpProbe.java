package dev.edgepass.local.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Whether an HTTP resource answers 200, asked without a client that stays in memory. */
public final class HttpProbe {
    private static final int LIMIT_MS = 2000;

    private HttpProbe() {}

    public static boolean isOk(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MS);
            connection.setReadTimeout(LIMIT_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
