package dev.edgepass.local.cli;

import dev.edgepass.local.backup.KafkaLogSink;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.backup.LogPipe;
import dev.edgepass.local.backup.LogSource;
import dev.edgepass.local.stack.StackInfo;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands with which {@code backup} and {@code restore} reach the log of the composed system ({@link LogPipe}). Not for people. */
final class LogPipeCommand {
    private LogPipeCommand() {}

    /** Of bytes, not of characters. */
    private static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out);
    }

    /** {@code log-extents}. */
    @Command(name = LogPipe.EXTENTS, hidden = true, description = "Print what the log has, as JSON.")
    static final class Extents implements Callable<Integer> {
        @Mixin
        private DataOption data = new DataOption();

        @Override
        public Integer call() throws IOException {
            StackInfo running = StackInfo.running(data.folder());
            try (LogSource log = new KafkaLogSource(running.kafka())) {
                LogPipe.extents(log, BackupCommand.published(running), standardOutput());
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /** {@code log-export}. */
    @Command(name = LogPipe.EXPORT, hidden = true, description = "Print a topic's records, a line of JSON for each.")
    static final class Export implements Callable<Integer> {
        @Parameters(paramLabel = "EXTENT", description = "One of log-extents.")
        private String extent = "";

        @Mixin
        private DataOption data = new DataOption();

        @Override
        public Integer call() throws IOException {
            try (LogSource log =
                    new KafkaLogSource(StackInfo.running(data.folder()).kafka())) {
                LogPipe.export(log, extent, standardOutput());
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /** {@code log-import}. */
    @Command(
            name = LogPipe.IMPORT,
            hidden = true,
            description = "Write records of standard input to a log without topics.")
    static final class Import implements Callable<Integer> {
        @Mixin
        private DataOption data = new DataOption();

        @Override
        public Integer call() {
            try (KafkaLogSink log =
                    new KafkaLogSink(StackInfo.running(data.folder()).kafka())) {
                // Also where this process is ended in between.
                Thread undo = new Thread(log::delete, "log-import-undo");
                Runtime.getRuntime().addShutdownHook(undo);
                try {
                    LogPipe.take(System.in, log);
                } catch (RuntimeException | Error e) {
                    log.delete();
                    throw e;
                } finally {
                    unhook(undo);
                }
            }
            return CommandLine.ExitCode.OK;
        }

        private static void unhook(Thread undo) {
            try {
                Runtime.getRuntime().removeShutdownHook(undo);
            } catch (IllegalStateException e) {
                // The process is ending: the hook does it.
            }
        }
    }
}
