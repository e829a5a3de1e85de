/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.learner;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;

/** A registered learner. Premium learners may enroll in every course. */
public record Learner(
        long id,
        String username,
        @JsonIgnore String name,
        @JsonIgnore String email,
        boolean premium) {

    /** The learner as hooks see one. */
    public UserData toData() {
        return new UserData(id, true, new UserPersonalData(username, email, name));
    }

    /** Says nothing about the person. */
    @Override
    public String toString() {
        return "Learner[id=%d]".formatted(id);
    }
}
