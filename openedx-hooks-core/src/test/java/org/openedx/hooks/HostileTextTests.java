/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.Pipeline;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CCXLocator;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryCollectionLocator;
import org.openedx.hooks.key.LibraryContainerLocator;
import org.openedx.hooks.key.LibraryLocator;
import org.openedx.hooks.key.LibraryLocatorV2;
import org.openedx.hooks.key.LibraryUsageLocatorV2;
import org.openedx.hooks.key.UsageKey;
import org.openedx.hooks.wire.CloudEvent;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventHeaders;
import org.openedx.hooks.wire.EventJsonModule;
import org.openedx.hooks.wire.SchemaEvolution;
import org.openedx.hooks.wire.WireFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Whoever can write a text that the core quotes can neither forge a line of a log nor hide what a message says. */
class HostileTextTests {

    private static final String HOSTILE =
            "x\n2026-11-20 ERROR forged\r\t\u001b[31m\u202e\u2028\u2029\u200b\u0085\ud800";

    private static final String LONG = "\u202e".repeat(100_000);

    private static final String TYPE = "com.example.billing.invoice.paid.v1";

    private static final EventCodecs CODECS =
            EventCodecs.standard().with(Code.class, Code::text, HostileTextTests::refuse);

    private static final EventCodec<InvoicePaid> CODEC = CODECS.of(InvoicePaid.class);

    private static final HookCatalog CATALOG =
            HookCatalog.load(new URLClassLoader(new URL[0], null)).with(List.of(InvoicePaid.class));

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new EventJsonModule(CODECS, CATALOG)).build();

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> noMessageShowsWhatCannotBePrinted() {
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        addHooks(attempts);
        addFilters(attempts);
        addKeys(attempts);
        addBytes(attempts);
        addHeaders(attempts);
        addJson(attempts);
        return attempts.entrySet().stream()
                .flatMap(attempt -> Stream.of(HOSTILE, LONG)
                        .map(text -> DynamicTest.dynamicTest(
                                attempt.getKey() + (text.equals(LONG) ? ", long" : ""),
                                () -> checkFailure(attempt.getValue(), text))));
    }

    @Test
    void noLineOfAPipelinesLogShowsWhatCannotBePrinted() {
        Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger("org.openedx.hooks.filter");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            pipeline((thing, context) -> null, true).run(new ThingRequested("a"));
            pipeline(failing(new IllegalStateException("no")), true).run(new ThingRequested("a"));
            for (RuntimeException failure :
                    List.of(new IllegalStateException(HOSTILE), new OpenEdxFilterException(HOSTILE))) {
                assertThatThrownBy(() -> pipeline(failing(failure), false).run(new ThingRequested("a")))
                        .isSameAs(failure);
            }
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).hasSize(4).allSatisfy(line -> checkMessage(line.getFormattedMessage()));
    }

    @Test
    void aDeprecationSaysNothingThatCannotBePrinted() {
        checkMessage(String.valueOf(
                OpenEdxPublicSignal.of(OldInvoicePaid.class).details().deprecation()));
    }

    private void addHooks(Map<String, Attempt> attempts) {
        attempts.put("a type", HookType::of);
        List<String> segments = List.of(TYPE.split("\\."));
        for (int i = 0; i < segments.size(); i++) {
            List<String> with = new ArrayList<>(segments);
            int at = i;
            attempts.put("segment " + i + " of a type", text -> {
                with.set(at, text);
                return HookType.of(String.join(".", with));
            });
        }
        attempts.put("the type of a hook", text -> HookDetails.of(ThingRequested.class, text, 0, "", List.of()));
        attempts.put("the type in an annotation", text -> OpenEdxPublicSignal.of(HostileType.class));
        attempts.put("a key field in an annotation", text -> OpenEdxPublicSignal.of(HostileKey.class));
        attempts.put("the successor of a hook", text -> OpenEdxPublicSignal.of(HostileSuccessor.class));
        attempts.put("a broken rule", text -> {
            throw new InvalidHookException(String.class, text);
        });
        attempts.put("a broken rule with a cause", text -> {
            throw new InvalidHookException(String.class, text, new IllegalStateException());
        });
        attempts.put("a recursion", text -> {
            throw new HookRecursionException(text);
        });
        attempts.put(
                "a class in an index", text -> index(TYPE + "=" + escaped(text)).definitions());
        attempts.put(
                "two classes in an index",
                text -> index(escaped(text) + "=" + escaped(text) + "\n" + escaped(text) + "=b"));
        attempts.put(
                "a type in an index",
                text -> index(escaped(text) + "=" + InvoicePaid.class.getName()).definitions());
    }

    private static void addFilters(Map<String, Attempt> attempts) {
        PipelineStep<ThingRequested> step = (thing, context) -> thing;
        AsyncPipelineStep<ThingRequested> never = (thing, context) -> new CompletableFuture<>();
        attempts.put(
                "a step with a time-out",
                text -> new Pipeline.Step<>(text, step, true, Map.of(), Duration.ofMillis(1)));
        attempts.put("a step with no time", text -> new Pipeline.Step<>(text, never, true, Map.of(), Duration.ZERO));
        attempts.put(
                "a step that takes too long",
                text -> pipeline(new Pipeline.Step<>(text, never, false, Map.of(), Duration.ofMillis(1)))
                        .run(new ThingRequested("a")));
        PipelineStep<OpenEdxFilter> other = (thing, context) -> new OtherRequested();
        attempts.put(
                "a step that returns something else",
                text -> pipeline(new Pipeline.Step<>(text, other, false, Map.of()))
                        .run(new ThingRequested("a")));
    }

    private static void addKeys(Map<String, Attempt> attempts) {
        CourseKey course = CourseKey.of("o", "c", "r");
        LibraryLocatorV2 library = LibraryLocatorV2.parse("lib:o:s");
        attempts.put("a course", CourseKey::parse);
        attempts.put("the run of a course", text -> CourseKey.parse("course-v1:o+c+" + text));
        attempts.put("a part of a course", text -> CourseKey.of("o", "c", text));
        attempts.put("an old course", text -> CourseKey.parse("o/c/" + text + "/"));
        attempts.put("a custom course", text -> CCXLocator.parse("ccx-v1:o+c+r+ccx@" + text));
        attempts.put("a block", text -> UsageKey.parse("block-v1:o+c+r+type@t+block@" + text));
        attempts.put("the type of a block", text -> UsageKey.of(course, text, "b"));
        attempts.put("an aside", text -> UsageKey.parse("aside-usage-v1:" + text + "::a"));
        attempts.put("the block of an aside", text -> UsageKey.parse("aside-usage-v2:" + text + "::a"));
        attempts.put("a legacy library", text -> LibraryLocator.parse("library-v1:o+" + text));
        attempts.put("a library", text -> LibraryLocatorV2.parse("lib:" + text + ":s"));
        attempts.put("a block in a library", text -> LibraryUsageLocatorV2.parse("lb:o:s:t:" + text));
        attempts.put("a collection", text -> new LibraryCollectionLocator(library, text));
        attempts.put("a container", text -> LibraryContainerLocator.parse("lct:o:s:" + text + ":c"));
    }

    private static void addBytes(Map<String, Attempt> attempts) {
        byte[] body = CODEC.encode(new InvoicePaid(new Invoice(CourseKey.of("o", "c", "r"), new Code("a"), "n")));
        attempts.put("the path of a key", text -> CODEC.key("invoice." + text));
        attempts.put("the message of who reads a text", text -> {
            lastText = text;
            return CODEC.decode(body);
        });
        attempts.put("the message of a record", text -> JSON.readValue(invoice("name", text), InvoicePaid.class));
        attempts.put("the namespace of a schema", text -> CODEC.readingFrom(schema(text, "Invoice", "name")));
        attempts.put("the name of a schema", text -> CODEC.readingFrom(schema(TYPE, text, "name")));
        attempts.put("a field of a schema", text -> CODEC.readingFrom(schema(TYPE, "Invoice", text)));
        attempts.put(
                "a field that is skipped",
                text -> CODEC.readingFrom(schema(TYPE, "Invoice", text)).decode(new byte[0]));
        attempts.put("an evolved schema", text -> {
            throw new IllegalStateException(String.join(
                    "", SchemaEvolution.problems(schema(TYPE, "Invoice", text), schema(TYPE, text.substring(1), "a"))));
        });
        attempts.put("another schema", text -> {
            throw new IllegalStateException(
                    String.join("", SchemaEvolution.problems(schema(text, "A", "a"), schema("b", "A", "a"))));
        });
    }

    private static void addHeaders(Map<String, Attempt> attempts) {
        EventMetadata metadata = new EventMetadata(
                HookType.of(TYPE), new UUID(1, 2), 0, "openedx/lms/web", "h", Instant.EPOCH, List.of(1));
        for (String name : List.of("type", "id", "time", "minorversion", "sourcelib")) {
            attempts.put("the field " + name, text -> {
                Map<String, byte[]> fields = EventHeaders.redis().write(metadata);
                fields.put(EventHeaders.REDIS_EVENT_DATA, new byte[0]);
                fields.put(name, text.getBytes(StandardCharsets.UTF_8));
                return EventHeaders.redis().read(fields.entrySet(), type -> metadata);
            });
            String header = name.startsWith("source") ? name : "ce_" + name;
            attempts.put("the header " + header, text -> {
                Map<String, byte[]> headers = EventHeaders.kafka().write(metadata);
                headers.put(header, text.getBytes(StandardCharsets.UTF_8));
                return EventHeaders.kafka().read(headers.entrySet(), type -> metadata);
            });
        }
    }

    private static void addJson(Map<String, Attempt> attempts) {
        ObjectNode data = (ObjectNode) JSON.readTree(invoice("course_key", "course-v1:o+c+r"));
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", TYPE)
                .put("id", new UUID(1, 2).toString())
                .put("source", "s")
                .put("time", "2026-11-20T00:00:00Z")
                .put("sourcelib", "1")
                .put("minorversion", 1)
                .put("datacontenttype", "application/json");
        event.set("data", data);
        for (String name :
                List.of("specversion", "type", "id", "time", "sourcelib", "minorversion", "datacontenttype", "data")) {
            attempts.put(
                    "the JSON property " + name,
                    text -> JSON.treeToValue(event.deepCopy().put(name, text), CloudEvent.class));
        }
        attempts.put("a text in JSON", text -> JSON.readValue(invoice("course_key", text), InvoicePaid.class));
        attempts.put(
                "metadata in JSON",
                text -> JSON.treeToValue(JSON.createObjectNode().put("event_type", text), EventMetadata.class));
    }

    private static String invoice(String name, String value) {
        ObjectNode invoice = JSON.createObjectNode()
                .put("course_key", "course-v1:o+c+r")
                .put("code", "c")
                .put("name", "n");
        invoice.put(name, value);
        ObjectNode data = JSON.createObjectNode();
        data.set("invoice", invoice);
        return data.toString();
    }

    /** As a writer may have it who does not care for the rules of names. */
    private static Schema schema(String namespace, String record, String field) {
        ObjectNode nothing = JSON.createObjectNode().put("name", field).put("type", "null");
        ObjectNode inner = JSON.createObjectNode().put("type", "record").put("name", record);
        inner.putArray("fields").add(nothing);
        ObjectNode invoice = JSON.createObjectNode().put("name", "invoice");
        invoice.set("type", inner);
        ObjectNode outer = JSON.createObjectNode()
                .put("type", "record")
                .put("name", "CloudEvent")
                .put("namespace", namespace);
        outer.putArray("fields").add(invoice);
        return new Schema.Parser(NameValidator.NO_VALIDATION).parse(outer.toString());
    }

    private HookCatalog index(String lines) {
        try {
            Files.createDirectories(directory.resolve("META-INF"));
            Files.writeString(directory.resolve(HookCatalog.INDEX), lines);
            return HookCatalog.load(
                    new URLClassLoader(
                            new URL[] {directory.toUri().toURL()}, getClass().getClassLoader()) {
                        @Override
                        public java.util.Enumeration<URL> getResources(String name) throws IOException {
                            return findResources(name);
                        }
                    });
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** As it stands in a properties file. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return escaped.toString();
    }

    private static Pipeline<ThingRequested> pipeline(PipelineStep<ThingRequested> step, boolean failSilently) {
        return pipeline(new Pipeline.Step<>(HOSTILE, step, failSilently, Map.of()));
    }

    private static Pipeline<ThingRequested> pipeline(Pipeline.Step<ThingRequested> step) {
        return Pipeline.of(OpenEdxPublicFilter.of(ThingRequested.class), List.of(step));
    }

    private static PipelineStep<ThingRequested> failing(RuntimeException failure) {
        return (thing, context) -> {
            throw failure;
        };
    }

    private static void checkFailure(Attempt attempt, String text) {
        Throwable failure = catchThrowable(() -> attempt.with(text));
        assertThat(failure).isNotNull();
        // Jackson adds a line of its own that says where.
        checkMessage(String.valueOf(
                failure instanceof JacksonException json ? json.getOriginalMessage() : failure.getMessage()));
        if (failure instanceof WireFormatException wire) {
            assertThat(wire.path().codePoints().allMatch(PrintableTests::isHarmless))
                    .isTrue();
        }
    }

    private static void checkMessage(String message) {
        assertThat(message.codePoints().allMatch(PrintableTests::isHarmless))
                .as(Printable.of(message))
                .isTrue();
        assertThat(message.length()).as(Printable.of(message)).isBetween(20, 30_000);
    }

    private static Code refuse(String text) {
        throw new IllegalStateException(lastText);
    }

    private static String lastText = "";

    private interface Attempt {

        @Nullable
        Object with(String text);
    }

    record Code(String text) {}

    record Invoice(CourseKey courseKey, Code code, String name) {

        Invoice {
            if (name.length() > 1) {
                throw new IllegalArgumentException(name);
            }
        }
    }

    @EventHook(type = TYPE)
    record InvoicePaid(Invoice invoice) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.invoice.paid.v1" + HOSTILE)
    record HostileType(String invoicePaid) implements OpenEdxEvent {}

    @EventHook(type = TYPE, keyField = HOSTILE)
    record HostileKey(String invoicePaid) implements OpenEdxEvent {}

    @DeprecatedHook(since = "1", replacedBy = HOSTILE)
    @EventHook(type = TYPE)
    record HostileSuccessor(String invoicePaid) implements OpenEdxEvent {}

    @DeprecatedHook(since = HOSTILE, removedIn = HOSTILE)
    @EventHook(type = TYPE)
    record OldInvoicePaid(String invoice) implements OpenEdxEvent {}

    @FilterHook(type = "com.example.billing.thing.requested.v1")
    record ThingRequested(String name) implements OpenEdxFilter {}

    @FilterHook(type = "com.example.billing.other.requested.v1")
    record OtherRequested() implements OpenEdxFilter {}
}
