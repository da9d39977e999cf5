package dev.edgepass.event;

/** What a record of the log says. */
public sealed interface EdgepassEvent permits ControlEvent, IssuanceEvent, UsageEvent, NoticeRaised, FeedPublished {}
