package dev.edgepass.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessIT {
    @TempDir
    private Path folder;

    @Test
    void what_was_acknowledged_survives_a_kill_and_a_change_of_ports() throws Exception {
        Uuid topicId;
        try (Children children = children()) {
            KafkaProcess kafka = start(children);
            topicId = writeOne(kafka.bootstrap());
            kafka.nodes().get(0).handle().destroyForcibly();
            Awaitility.await().until(() -> !kafka.nodes().get(0).isAlive());
        }
        try (Children children = children()) {
            String bootstrap = start(children).bootstrap();
            assertThat(readAll(bootstrap)).containsExactly("kept");
            assertThat(topicId(bootstrap)).isEqualTo(topicId);
        }
    }

    private Children children() {
        return new Children(folder.resolve("logs"), folder.resolve("pids"));
    }

    private KafkaProcess start(Children children) {
        return KafkaProcess.start(
                Installation.find(), folder.resolve("kafka"), children, KafkaCluster.of(Ports.free(), Ports.free()));
    }

    private static Uuid writeOne(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Topics.all(Replication.ONE)).all().get();
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.CONTROL, "kept")).get();
        }
        return topicId(bootstrap);
    }

    private static List<String> readAll(String bootstrap) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition control = new TopicPartition(Topics.CONTROL, 0);
            consumer.assign(List.of(control));
            consumer.seekToBeginning(List.of(control));
            return consumer.poll(Duration.ofSeconds(20)).records(control).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }

    private static Uuid topicId(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            return admin.describeTopics(List.of(Topics.CONTROL))
                    .allTopicNames()
                    .get()
                    .get(Topics.CONTROL)
                    .topicId();
        }
    }
}
