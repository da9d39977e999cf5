package dev.edgepass.consumer;

import dev.edgepass.consumer.log.LogConfiguration;
import dev.edgepass.consumer.replay.ReplayConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;

/** The replay: no web server, no projection of its own, no publisher. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({Connections.class, LogConfiguration.class, ReplayConfiguration.class})
public class ReplayProgram {}
