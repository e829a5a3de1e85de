/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;

/**
 * Teaches Jackson the JSON of Open edX events, both ways: events as Python's {@code to_dict} gives them, metadata as
 * its {@code to_json} (META-12), and {@link CloudEvent}s as OEP-41 has them.
 *
 * <p>Properties that an event does not have are ignored, since a newer version of it may have sent them; what is
 * missing or wrong is a {@link DatabindException} with a {@link WireFormatException} as its cause.
 *
 * @since 0.1.0
 */
public final class EventJsonModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final String SPEC_VERSION = "1.0";

    private static final String JSON = "application/json";

    private final transient Supplier<EventCodecs> codecs;

    private final transient HookCatalog catalog;

    /**
     * A module for the events of a catalog.
     *
     * @param codecs know the types that travel as text
     * @param catalog finds the event of a {@link CloudEvent} that is read
     */
    public EventJsonModule(EventCodecs codecs, HookCatalog catalog) {
        this(always(codecs), catalog);
    }

    /**
     * A module for the events of a catalog, which makes an application start faster that may never write one.
     *
     * @param codecs give those that know the types that travel as text, always the same; not asked before the first
     *     event
     * @param catalog finds the event of a {@link CloudEvent} that is read
     */
    public EventJsonModule(Supplier<EventCodecs> codecs, HookCatalog catalog) {
        super("openedx-hooks");
        this.codecs = Objects.requireNonNull(codecs, "codecs");
        this.catalog = Objects.requireNonNull(catalog, "catalog");
        addSerializer(OpenEdxEvent.class, serializer(this::writeEvent));
        addSerializer(EventMetadata.class, serializer(EventJsonModule::writeMetadata));
        addSerializer(CloudEvent.class, serializer(this::writeCloudEvent));
        setDeserializers(new Events());
        addDeserializer(EventMetadata.class, deserializer("event metadata", json -> readMetadata(json)));
        addDeserializer(CloudEvent.class, deserializer("a CloudEvent", this::readCloudEvent));
    }

    private static Supplier<EventCodecs> always(EventCodecs codecs) {
        Objects.requireNonNull(codecs, "codecs");
        return () -> codecs;
    }

    private void writeEvent(OpenEdxEvent event, JsonGenerator json) {
        EventJson.write(codecs.get().of(event.getClass()).shape(), event, json);
    }

    private static void writeMetadata(EventMetadata metadata, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("event_type", metadata.type().value());
        json.writeStringProperty("id", metadata.id().toString());
        json.writeNumberProperty("minorversion", metadata.minorVersion());
        json.writeStringProperty("source", metadata.source());
        json.writeStringProperty("sourcehost", metadata.sourceHost());
        json.writeStringProperty("time", IsoDateTime.format(metadata.time()));
        json.writeName("sourcelib");
        json.writeStartArray();
        metadata.sourceLib().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeCloudEvent(CloudEvent cloudEvent, JsonGenerator json) {
        EventMetadata metadata = cloudEvent.metadata();
        json.writeStartObject();
        json.writeStringProperty("specversion", SPEC_VERSION);
        json.writeStringProperty("type", metadata.type().value());
        json.writeStringProperty("id", metadata.id().toString());
        json.writeStringProperty("source", metadata.source());
        json.writeStringProperty("time", IsoDateTime.format(metadata.time()));
        json.writeStringProperty("datacontenttype", JSON);
        json.writeNumberProperty("minorversion", metadata.minorVersion());
        json.writeStringProperty("sourcehost", metadata.sourceHost());
        json.writeStringProperty("sourcelib", EventHeaders.formatVersion(metadata.sourceLib()));
        json.writeName("data");
        writeEvent(cloudEvent.event(), json);
        json.writeEndObject();
    }

    private static EventMetadata readMetadata(JsonNode json) {
        return new EventMetadata(
                text(json, "event_type", HookType::of),
                text(json, "id", PythonText::parseUuid),
                minorVersion(json),
                text(json, "source", text -> text),
                text(json, "sourcehost", text -> text),
                text(json, "time", IsoDateTime::parseUtc),
                property(json, "sourcelib", EventJsonModule::numbers));
    }

    private CloudEvent readCloudEvent(JsonNode json) {
        if (!text(json, "specversion", text -> text).equals(SPEC_VERSION)) {
            throw new Fault("only version 1.0 of CloudEvents can be read").in("specversion");
        }
        if (!optional(json, "datacontenttype", text -> text, () -> JSON).startsWith(JSON)) {
            throw new Fault("only data in JSON can be read").in("datacontenttype");
        }
        EventMetadata metadata = new EventMetadata(
                text(json, "type", HookType::of),
                text(json, "id", PythonText::parseUuid),
                minorVersion(json),
                text(json, "source", text -> text),
                optional(json, "sourcehost", text -> text, () -> ""),
                text(json, "time", IsoDateTime::parseUtc),
                optional(json, "sourcelib", EventHeaders::parseVersion, List::of));
        OpenEdxPublicSignal<?> signal = catalog.find(metadata.type().value())
                .filter(OpenEdxPublicSignal.class::isInstance)
                .map(OpenEdxPublicSignal.class::cast)
                .orElseThrow(() -> new Fault("no event of this type is known").in("type"));
        Shape shape = codecs.get()
                .of(signal.hookClass().asSubclass(OpenEdxEvent.class))
                .shape();
        return new CloudEvent(metadata, property(json, "data", data ->
                (OpenEdxEvent) Objects.requireNonNull(EventJson.read(shape, data))));
    }

    private static int minorVersion(JsonNode json) {
        if (json.path("minorversion").isMissingNode()) {
            return 0;
        }
        return property(json, "minorversion", EventJsonModule::number);
    }

    private static List<Integer> numbers(JsonNode json) {
        EventJson.require(json.isArray(), json, "an array");
        List<Integer> numbers = new ArrayList<>();
        json.forEach(number -> numbers.add(number(number)));
        return numbers;
    }

    private static Integer number(JsonNode json) {
        return (Integer) Objects.requireNonNull(EventJson.read(Shape.Primitive.INT, json));
    }

    private static <T> T optional(JsonNode json, String name, Function<String, T> parser, Supplier<T> missing) {
        return json.path(name).isMissingNode() ? missing.get() : text(json, name, parser);
    }

    private static <T> T text(JsonNode json, String name, Function<String, T> parser) {
        return property(json, name, value -> parser.apply(EventJson.string(value)));
    }

    private static <T> T property(JsonNode json, String name, Function<JsonNode, T> reader) {
        EventJson.require(json.isObject(), json, "an object");
        try {
            return reader.apply(json.path(name));
        } catch (RuntimeException ex) {
            throw Fault.of(ex, Fault.NOWHERE).in(name);
        }
    }

    private static <T> ValueSerializer<T> serializer(Writer<T> writer) {
        return new ValueSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializationContext context) {
                try {
                    writer.write(value, json);
                } catch (Fault fault) {
                    WireFormatException cause = WireFormatException.of(
                            "Cannot write " + value.getClass().getName(), fault);
                    throw DatabindException.from(json, cause.getMessage(), cause);
                }
            }
        };
    }

    private static <T> ValueDeserializer<T> deserializer(String what, Function<JsonNode, T> reader) {
        return new ValueDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) {
                JsonNode tree = context.readTree(json);
                try {
                    return reader.apply(tree);
                } catch (Fault fault) {
                    WireFormatException cause = WireFormatException.of("Cannot read " + what, fault);
                    throw DatabindException.from(json, cause.getMessage(), cause);
                }
            }
        };
    }

    private interface Writer<T> {

        void write(T value, JsonGenerator json);
    }

    /** Finds the deserializer of any event. */
    private final class Events extends SimpleDeserializers {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            if (OpenEdxEvent.class.isAssignableFrom(type.getRawClass())
                    && type.getRawClass().isRecord()) {
                EventCodec<?> codec = codecs.get().of(type.getRawClass().asSubclass(OpenEdxEvent.class));
                return deserializer(
                        codec.definition().toString(),
                        json -> Objects.requireNonNull(EventJson.read(codec.shape(), json)));
            }
            return super.findBeanDeserializer(type, config, description);
        }
    }
}
