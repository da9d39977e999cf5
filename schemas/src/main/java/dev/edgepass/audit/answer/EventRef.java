package dev.edgepass.audit.answer;

/** Names a record of a log. */
public record EventRef(String log, long offset) {}
