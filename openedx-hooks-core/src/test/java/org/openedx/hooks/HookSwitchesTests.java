/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Switches of hooks (PUR-7, SND-10)")
class HookSwitchesTests {

    private static final HookType CREATED = HookType.of("org.openedx.learning.course.enrollment.created.v1");

    private static final HookType CHANGED = HookType.of("org.openedx.learning.course.enrollment.changed.v1");

    private static final HookType LIBRARY = HookType.of("org.openedx.content_authoring.library.created.v1");

    @Test
    void aHookIsOnUnlessAPrefixSaysOtherwise() {
        assertThat(new HookSwitches(Map.of()).of(CREATED).isOn()).isTrue();
        assertThat(new HookSwitches(Map.of("org.openedx.enterprise", false))
                        .of(CREATED)
                        .isOn())
                .isTrue();
    }

    @Test
    void theLongestPrefixWins() {
        HookSwitches switches = new HookSwitches(Map.of(
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
        HookSwitches switches = new HookSwitches(
                Map.of("org.openedx.learn", false, "org.openedx.content", false, CREATED.value() + "1", false));
        assertThat(switches.of(CREATED).isOn()).isTrue();
        assertThat(switches.of(LIBRARY).isOn()).isTrue();
    }

    @Test
    void allIsForWhatNoPrefixMatches() {
        HookSwitches switches = new HookSwitches(Map.of("all", false, "org.openedx.learning", true));
        assertThat(switches.of(CREATED).isOn()).isTrue();
        assertThat(switches.of(LIBRARY).isOn()).isFalse();
    }

    @Test
    void aHookCanBeSwitchedByItselfAndTheSwitchStays() {
        HookSwitches switches = new HookSwitches(Map.of());
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
        HookSwitches switches = new HookSwitches(prefixes);
        prefixes.put("all", false);
        assertThat(switches.of(CREATED).isOn()).isTrue();
    }

    @Test
    void otherPrefixesSwitchAllHooksThatNobodySwitchedByHand() {
        HookSwitches switches = new HookSwitches(Map.of("org.openedx.learning", false));
        HookSwitches.Switch created = switches.of(CREATED);
        HookSwitches.Switch changed = switches.of(CHANGED);
        changed.set(false);

        switches.configure(Map.of("org.openedx.content_authoring", false));

        assertThat(switches.of(CREATED)).isSameAs(created);
        assertThat(created.isOn()).isTrue();
        assertThat(created.isSetByHand()).isFalse();
        assertThat(changed.isOn()).isFalse();
        assertThat(changed.isSetByHand()).isTrue();
        assertThat(switches.of(LIBRARY).isOn()).isFalse();
    }

    @Test
    void aHookThatIsResetFollowsThePrefixesAgain() {
        HookSwitches switches = new HookSwitches(Map.of());
        HookSwitches.Switch created = switches.of(CREATED);
        created.set(true);
        switches.configure(Map.of("all", false));
        assertThat(created.isOn()).isTrue();

        created.reset();

        assertThat(created.isOn()).isFalse();
        assertThat(created.isSetByHand()).isFalse();
        switches.configure(Map.of());
        assertThat(created.isOn()).isTrue();
    }
}
