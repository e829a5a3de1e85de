/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.Receipt;

/**
 * The application's one producer, made when there is something to send, and made again after a failure that it does not
 * survive. Thread-safe.
 */
final class KafkaSender implements AutoCloseable {

    /** How long a topic that does not exist is not asked for again: each question takes a while. */
    private static final long ABSENT_NANOS = Duration.ofMinutes(1).toNanos();

    private final KafkaClients clients;

    private final Map<String, Long> absentTopics = new ConcurrentHashMap<>();

    private @Nullable Producer<byte[], byte[]> producer;

    KafkaSender(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Sends a record; its key decides the partition. May block while the broker is not there.
     *
     * @return completed when all replicas have it. Fails with a {@link BrokerUnavailableException} if it may be sent
     *     again; with anything else if that would be in vain. Who cancels it gives up, with it, all that was not stored
     *     yet: it is not kept for a broker that comes back
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    CompletableFuture<Receipt> send(
            String topic, byte @Nullable [] key, byte @Nullable [] value, Iterable<Header> headers) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        try {
            Producer<byte[], byte[]> connected = connected();
            Integer partition = key == null ? null : partition(key, partitions(connected, topic));
            connected.send(new ProducerRecord<>(topic, partition, key, value, headers), (stored, failure) -> {
                if (failure == null) {
                    receipt.complete(new Receipt(Positions.of(stored.partition(), stored.offset())));
                    return;
                }
                if (!concernsOneRecord(failure)) {
                    // The records behind it must not overtake it, and after some failures a producer only fails.
                    discard(connected);
                }
                receipt.completeExceptionally(explained(topic, failure));
            });
            receipt.whenComplete((stored, failure) -> {
                if (failure instanceof CancellationException) {
                    discard(connected);
                }
            });
        } catch (KafkaException | IllegalStateException ex) {
            receipt.completeExceptionally(explained(topic, ex));
        }
        return receipt;
    }

    /** As librdkafka chooses, and so Python: one key must not lie on two partitions of a topic that both write. */
    static int partition(byte[] key, int partitions) {
        CRC32 crc = new CRC32();
        crc.update(key);
        return (int) (crc.getValue() % partitions);
    }

    /** Whoever waits for an answer is told that there is none. */
    @Override
    public void close() {
        Producer<byte[], byte[]> last;
        synchronized (this) {
            last = producer;
        }
        if (last != null) {
            discard(last);
        }
    }

    private synchronized Producer<byte[], byte[]> connected() {
        if (producer == null) {
            producer = clients.producer();
        }
        return producer;
    }

    /** Waits for the producer's own thread, which may come here too at the same time: no lock is held meanwhile. */
    private void discard(Producer<byte[], byte[]> failed) {
        synchronized (this) {
            if (failed.equals(producer)) {
                producer = null;
            }
        }
        failed.close(Duration.ZERO);
    }

    private int partitions(Producer<?, ?> connected, String topic) {
        Long absentSince = absentTopics.get(topic);
        if (absentSince != null && System.nanoTime() - absentSince < ABSENT_NANOS) {
            throw new UnknownTopicOrPartitionException("it does not exist");
        }
        try {
            return connected.partitionsFor(topic).size();
        } catch (TimeoutException ex) {
            if (ex.getCause() instanceof UnknownTopicOrPartitionException) {
                absentTopics.put(topic, System.nanoTime());
                throw new UnknownTopicOrPartitionException("it does not exist, and the broker does not make it", ex);
            }
            throw ex;
        }
    }

    private static RuntimeException explained(String topic, Exception ex) {
        String message = "Kafka has not stored a record for %s: %s"
                .formatted(Printable.of(topic), Printable.of(ex.getMessage()));
        return concernsOneRecord(ex) ? new KafkaException(message, ex) : new BrokerUnavailableException(message, ex);
    }

    private static boolean concernsOneRecord(Exception ex) {
        return ex instanceof UnknownTopicOrPartitionException
                || ex instanceof InvalidTopicException
                || ex instanceof TopicAuthorizationException
                || ex instanceof RecordTooLargeException
                || ex instanceof RecordBatchTooLargeException
                || ex instanceof InvalidConfigurationException
                || ex instanceof PolicyViolationException;
    }
}
