package dev.edgepass.issuer.watch;

/** The writing end of a stream. Never blocks. Thread-safe. */
interface Outlet {
    /** Sends {@code text} as soon as the reader takes it. What is offered after its end goes nowhere. */
    void offer(String text);

    /** Ends the stream. */
    void end();
}
