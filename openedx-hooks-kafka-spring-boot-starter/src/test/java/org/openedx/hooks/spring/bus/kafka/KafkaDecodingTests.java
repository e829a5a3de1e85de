/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.contentauthoring.event.XblockCreated;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.UnusableMessageException;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.WireFormatException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How events are read with the schema of whoever wrote them (KAF-2, EVO-1). */
class KafkaDecodingTests {

    private static final EventCodec<XblockCreated> CODEC =
            EventCodecs.standard().of(XblockCreated.class);

    /** As Python wrote it before the version of a block was there. */
    private static final String OLDER = """
            {"name": "CloudEvent", "type": "record", "namespace": "org.openedx.content_authoring.xblock.created.v1",
             "fields": [{"name": "xblock_info", "type": {"name": "XBlockData", "type": "record", "fields": [
               {"name": "usage_key", "type": "string"}, {"name": "block_type", "type": "string"}]}}]}""";

    /** As it may be one day. */
    private static final String NEWER = """
            {"name": "CloudEvent", "type": "record", "namespace": "org.openedx.content_authoring.xblock.created.v1",
             "fields": [{"name": "cause", "type": ["null", "string"]}, {"name": "xblock_info", "type":
               {"name": "XBlockData", "type": "record", "fields": [
                 {"name": "colours", "type": {"type": "array", "items": "long"}},
                 {"name": "usage_key", "type": "string"}, {"name": "block_type", "type": "string"},
                 {"name": "version", "type": ["null", "string"], "default": null}]}}]}""";

    private static final String KEY_AND_TYPE = "3a626c6f636b2d76313a612b622b632b7479706540742b626c6f636b40620274";

    private final FakeRegistry registry = new FakeRegistry();

    private final KafkaEventBus bus = TestBus.of("127.0.0.1:1", registry.url());

    private final EventBusConsumer consumer =
            bus.consumer(new ConsumerSettings("topic", "group", null, 1, null, null, false, null));

    @AfterEach
    @AfterProperty
    void close() {
        bus.close();
        registry.close();
    }

    @Test
    void anEventOfAnOlderWriterIsRead() {
        XblockCreated event = decode(registry.add(OLDER), KEY_AND_TYPE);

        assertThat(event.xblockInfo().usageKey()).hasToString("block-v1:a+b+c+type@t+block@b");
        assertThat(event.xblockInfo().blockType()).isEqualTo("t");
        assertThat(event.xblockInfo().version()).isNull();
    }

    @Test
    void anEventOfANewerWriterIsRead() {
        XblockCreated event = decode(registry.add(NEWER), "02047879" + "04020400" + KEY_AND_TYPE + "00");

        assertThat(event.xblockInfo().usageKey()).hasToString("block-v1:a+b+c+type@t+block@b");
        assertThat(event.xblockInfo().blockType()).isEqualTo("t");
    }

    @Test
    void eachSchemaIsLookedUpOnceForAllMessages() {
        int older = registry.add(OLDER);
        int own = registry.add(CODEC.schemaText());
        for (int i = 0; i < 3; i++) {
            decode(older, KEY_AND_TYPE);
            decode(own, KEY_AND_TYPE + "00");
        }

        assertThat(registry.requests()).containsExactly("GET /schemas/ids/" + older, "GET /schemas/ids/" + own);
    }

    @Test // ERR-4
    void theSchemaOfSomethingElseIsRefused() {
        int other = registry.add(OLDER.replace("xblock.created", "xblock.deleted"));
        int key = registry.add("{\"name\": \"usage_key\", \"type\": \"string\"}");

        for (int id : List.of(other, key)) {
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> decode(id, KEY_AND_TYPE))
                    .withMessageContaining("the schema of something else");
        }
    }

    @Test // ERR-4
    void aSchemaThatNobodyKnowsIsRefusedAndOneThatCannotBeAskedForIsNot() {
        assertThatExceptionOfType(UnusableMessageException.class)
                .isThrownBy(() -> decode(7, KEY_AND_TYPE))
                .withMessage("The schema registry has no schema with the id 7");

        registry.answersWith(500, "");
        assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> decode(7, KEY_AND_TYPE));
    }

    @Test // KAF-2
    void whatDoesNotBeginWithTheIdOfASchemaIsRefused() {
        for (byte[] value :
                new byte[][] {{}, {0, 0, 0, 1}, {1, 0, 0, 0, 1, 0}, "{\"json\": true}".getBytes(StandardCharsets.UTF_8)
                }) {
            assertThatExceptionOfType(UnusableMessageException.class)
                    .isThrownBy(() -> consumer.decode(message(value), CODEC));
        }
        assertThatExceptionOfType(UnusableMessageException.class)
                .isThrownBy(() -> consumer.decode(message(null), CODEC));
        assertThat(registry.requests()).isEmpty();
    }

    @Property(tries = 200)
    void anyBytesAreAnEventOrRefused(@ForAll byte[] body) {
        int id = registry.add(NEWER);
        byte[] value = ConfluentFraming.frame(id, body);
        try {
            assertThat(consumer.decode(message(value), CODEC)).isNotNull();
        } catch (WireFormatException ex) {
            assertThat(ex).hasMessageStartingWith("Cannot read ");
        }
    }

    @Property(tries = 100)
    void whatIsFramedIsUnframed(@ForAll int id, @ForAll byte[] avro) {
        byte[] framed = ConfluentFraming.frame(id, avro);

        assertThat(ConfluentFraming.checked(framed)).isSameAs(framed).hasSize(avro.length + 5);
        assertThat(ConfluentFraming.schemaId(framed)).isEqualTo(id);
        assertThat(framed).startsWith(0).endsWith(avro);
        assertThat(ByteBuffer.wrap(framed, 1, 4).getInt()).isEqualTo(id);
    }

    private XblockCreated decode(int schemaId, String body) {
        return consumer.decode(
                message(ConfluentFraming.frame(schemaId, HexFormat.of().parseHex(body))), CODEC);
    }

    private static ReceivedMessage message(byte @Nullable [] value) {
        return new ReceivedMessage("topic", "0:0", List.of(), null, value);
    }
}
