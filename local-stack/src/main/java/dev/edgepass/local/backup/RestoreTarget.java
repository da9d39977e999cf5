package dev.edgepass.local.backup;

import java.util.List;

/** A system to which a backup is restored: its log and its edge. */
public interface RestoreTarget {
    /** What is there that a backup would have to replace, for a sentence; nothing where it can be restored. */
    List<String> present();

    /**
     * Starts what the log needs, and makes its topics. The keys, and the composed system's variables, are there by now.
     *
     * @throws dev.edgepass.local.process.StartFailure where it can't; nothing of it is left then
     */
    Opened open();

    /** What to run next, for a sentence. */
    String next();

    /** A target whose log is open. */
    interface Opened extends AutoCloseable {
        LogSink log();

        /**
         * Runs {@code replay --new-epoch}, which prints what it does.
         *
         * @return its exit code
         */
        int newEpoch() throws InterruptedException;

        /** Whether {@link #newEpoch} can be run later, too, by a command. */
        boolean epochCanWait();

        /** Ends what was started. */
        @Override
        void close();

        /** Ends what was started, and deletes the log that it made. */
        void undo();
    }
}
