package dev.edgepass.local.demo;

/** The demo can't go on. The message is one sentence for the person who ran it. */
final class DemoFailure extends RuntimeException {
    DemoFailure(String message) {
        super(message);
    }

    DemoFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
