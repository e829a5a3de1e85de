/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookSwitches.Rule;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@DisplayName("Switches of hooks (PUR-7, SND-10)")
class HookSwitchesTests {

    private static final HookType CREATED = HookType.of("org.openedx.learning.course.enrollment.created.v1");

    private static final HookType CHANGED = HookType.of("org.openedx.learning.course.enrollment.changed.v1");

    private static final HookType LIBRARY = HookType.of("org.openedx.content_authoring.library.created.v1");

    private static HookSwitches switches(Map<String, Boolean> prefixes) {
        return new HookSwitches(rules(prefixes));
    }

    private static List<Rule> rules(Map<String, Boolean> prefixes) {
        return prefixes.entrySet().stream()
                .map(entry -> new Rule(entry.getKey(), entry.getValue(), "test"))
                .toList();
    }

    @Test
    void aHookIsOnUnlessAPrefixSaysOtherwise() {
        assertThat(switches(Map.of()).of(CREATED).isOn()).isTrue();
        assertThat(switches(Map.of("org.openedx.enterprise", false)).of(CREATED).isOn())
                .isTrue();
    }

    @Test
    void theLongestPrefixWins() {
        HookSwitches switches = switches(Map.of(
                "org",
                true,
                "org.openedx.learning",
                false,
                "org.openedx.learning.course.enrollment",
                true,
                CHANGED.value(),
                false));
        assertThat(switches.of(CREATED).isOn()).isTrue();
        assertThat(switches.of(CHANGED).isOn()).isFalse();
        assertThat(switches.of(LIBRARY).isOn()).isTrue();
        assertThat(switches.of(HookType.of("org.openedx.learning.course.passing.updated.v1"))
                        .isOn())
                .isFalse();
    }

    @Test
    void aPrefixIsMadeOfWholeSegments() {
        HookSwitches switches = switches(
                Map.of("org.openedx.learn", false, "org.openedx.content", false, CREATED.value() + "1", false));
        assertThat(switches.of(CREATED).isOn()).isTrue();
        assertThat(switches.of(LIBRARY).isOn()).isTrue();
    }

    @Test
    void allIsForWhatNoPrefixMatches() {
        HookSwitches switches = switches(Map.of("all", false, "org.openedx.learning", true));
        assertThat(switches.of(CREATED).isOn()).isTrue();
        assertThat(switches.of(LIBRARY).isOn()).isFalse();
    }

    @Test
    void aHookCanBeSwitchedByItselfAndTheSwitchStays() {
        HookSwitches switches = switches(Map.of());
        HookSwitches.Switch kept = switches.of(CREATED);
        switches.of(HookType.of(CREATED.value())).set(false);
        assertThat(kept.isOn()).isFalse();
        assertThat(switches.of(CREATED)).isSameAs(kept);
        assertThat(switches.of(CHANGED).isOn()).isTrue();
        kept.set(true);
        assertThat(switches.of(CREATED).isOn()).isTrue();
    }

    @Test
    void laterChangesOfThePrefixesHaveNoEffect() {
        Map<String, Boolean> prefixes = new HashMap<>(Map.of("all", true));
        HookSwitches switches = switches(prefixes);
        prefixes.put("all", false);
        assertThat(switches.of(CREATED).isOn()).isTrue();
    }

    @Test
    void otherPrefixesSwitchAllHooksThatNobodySwitchedByHand() {
        HookSwitches switches = switches(Map.of("org.openedx.learning", false));
        HookSwitches.Switch created = switches.of(CREATED);
        HookSwitches.Switch changed = switches.of(CHANGED);
        changed.set(false);

        switches.configure(rules(Map.of("org.openedx.content_authoring", false)));

        assertThat(switches.of(CREATED)).isSameAs(created);
        assertThat(created.isOn()).isTrue();
        assertThat(created.isSetByHand()).isFalse();
        assertThat(changed.isOn()).isFalse();
        assertThat(changed.isSetByHand()).isTrue();
        assertThat(switches.of(LIBRARY).isOn()).isFalse();
    }

    @Test
    void aHookThatIsResetFollowsThePrefixesAgain() {
        HookSwitches switches = switches(Map.of());
        HookSwitches.Switch created = switches.of(CREATED);
        created.set(true);
        switches.configure(rules(Map.of("all", false)));
        assertThat(created.isOn()).isTrue();

        created.reset();

        assertThat(created.isOn()).isFalse();
        assertThat(created.isSetByHand()).isFalse();
        switches.configure(rules(Map.of()));
        assertThat(created.isOn()).isTrue();
    }

    @Test
    void theDecisionIsTheRuleThatWon() {
        Rule learning = new Rule("org.openedx.learning", false, "file a");
        Rule all = new Rule("all", true, "file b");
        HookSwitches switches = new HookSwitches(List.of(all, learning));

        assertThat(switches.rules()).containsExactly(all, learning);
        assertThat(switches.of(CREATED).decision()).isEqualTo(learning);
        assertThat(switches.of(LIBRARY).decision()).isEqualTo(all);
        assertThat(switches(Map.of()).of(CREATED).decision()).isNull();
    }

    @Test
    void theDecisionFollowsEveryChange() {
        HookSwitches switches = switches(Map.of("org.openedx.learning", false));
        HookSwitches.Switch created = switches.of(CREATED);

        created.set(true, "somebody");
        assertThat(created.decision()).isEqualTo(new Rule(CREATED.value(), true, "somebody"));
        Rule other = new Rule("org.openedx", false, "elsewhere");
        switches.configure(List.of(other));
        assertThat(created.decision()).isEqualTo(new Rule(CREATED.value(), true, "somebody"));
        created.reset();
        assertThat(created.decision()).isEqualTo(other);
        switches.configure(List.of());
        assertThat(created.decision()).isNull();
        assertThat(created.isOn()).isTrue();
    }

    @Test
    void twoRulesForOnePrefixAreRefusedAndChangeNothing() {
        List<Rule> twice = List.of(new Rule("org", true, "a"), new Rule("org", false, "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HookSwitches(twice))
                .withMessageContaining("org");

        HookSwitches switches = switches(Map.of("all", false));
        assertThatIllegalArgumentException().isThrownBy(() -> switches.configure(twice));
        assertThat(switches.of(CREATED).isOn()).isFalse();
    }

    @Test
    void whatIsSwitchedOffIsLoggedAtTheStart() {
        assertThat(logged(() -> switches(Map.of("org.openedx.learning", true)))).isEmpty();
        assertThat(logged(() -> new HookSwitches(
                        List.of(new Rule("org.openedx.learning", false, "file a"), new Rule("all", true, "file b")))))
                .containsExactly("file b switches all other hooks on", "file a switches org.openedx.learning off");
    }

    @Test
    void whatChangesIsLogged() {
        HookSwitches switches = new HookSwitches(
                List.of(new Rule("org.a", true, "a"), new Rule("org.b", true, "a"), new Rule("org.c", true, "a")));

        assertThat(logged(() -> switches.configure(List.of(
                        new Rule("org.d", false, "b"), new Rule("org.b", false, "b"), new Rule("org.a", true, "b")))))
                .containsExactly("b switches org.b off", "Nothing switches org.c any more", "b switches org.d off");
        assertThat(switches.rules()).extracting(Rule::prefix).containsExactly("org.a", "org.b", "org.d");
        assertThat(logged(() -> switches.configure(List.of(new Rule("all", false, "c")))))
                .containsExactly(
                        "c switches all other hooks off",
                        "Nothing switches org.a any more",
                        "Nothing switches org.b any more",
                        "Nothing switches org.d any more");
        assertThat(logged(() -> switches.configure(List.of())))
                .containsExactly("Nothing switches all other hooks any more");
    }

    @Test
    void whoSwitchesAHookByHandIsTheApplicationUnlessItSaysWhoItIs() {
        HookSwitches.Switch created = switches(Map.of()).of(CREATED);

        created.set(false);
        assertThat(created.decision()).isEqualTo(new Rule(CREATED.value(), false, "the application"));
        assertThat(created.isSetByHand()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway")
    void aRuleNeedsItsPrefixAndItsOrigin() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Rule(null, true, "a"))
                .withMessage("prefix");
        assertThatNullPointerException()
                .isThrownBy(() -> new Rule("a", true, null))
                .withMessage("origin");
    }

    private static List<String> logged(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger(HookSwitches.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            action.run();
        } finally {
            logger.detachAppender(log);
        }
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aRuleSaysWhoSwitchesWhatAndShowsNothingThatCannotBePrinted() {
        assertThat(new Rule("org.openedx.learning", false, "application.yml - 3:9"))
                .hasToString("application.yml - 3:9 switches org.openedx.learning off");
        assertThat(new Rule("all", true, "a\nb")).hasToString("a\\u000ab switches all other hooks on");
    }
}
