/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.learner;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.StudentLoginRequested;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Registers learners and logs them in. */
@Service
public class Learners {

    private static final String COLUMNS = "select id, username, name, email, premium from learner";

    private final JdbcClient jdbc;

    private final PasswordEncoder passwords;

    private final OpenEdxFilters filters;

    private final OpenEdxEvents events;

    Learners(JdbcClient jdbc, PasswordEncoder passwords, OpenEdxFilters filters, OpenEdxEvents events) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.filters = filters;
        this.events = events;
    }

    Learner register(RegistrationForm form) {
        StudentRegistrationRequested requested = filters.run(form.toFilter());
        Learner learner = insert(requested);
        events.send(new StudentRegistrationCompleted(learner.toData()));
        return learner;
    }

    private Learner insert(StudentRegistrationRequested form) {
        var id = new GeneratedKeyHolder();
        boolean premium = Boolean.parseBoolean(field(form, "premium"));
        try {
            jdbc.sql("insert into learner (username, name, email, password_hash, premium, registered_at)"
                            + " values (:username, :name, :email, :hash, :premium, :now)")
                    .param("username", field(form, "username"))
                    .param("name", field(form, "name"))
                    .param("email", field(form, "email"))
                    .param("hash", passwords.encode(field(form, "password")))
                    .param("premium", premium)
                    .param("now", OffsetDateTime.now(ZoneOffset.UTC))
                    .update(id, "id");
        } catch (DuplicateKeyException ex) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "This username is taken.", ex);
        }
        return get(Objects.requireNonNull(id.getKey()).longValue());
    }

    private static String field(StudentRegistrationRequested form, String name) {
        return form.formData().getOrDefault(name, List.of("")).get(0);
    }

    Learner logIn(Credentials credentials) {
        Learner learner = authenticate(credentials);
        filters.run(new StudentLoginRequested(learner.toData()));
        events.send(new SessionLoginCompleted(learner.toData()));
        return learner;
    }

    private Learner authenticate(Credentials credentials) {
        return jdbc.sql("select password_hash from learner where username = :username")
                .param("username", credentials.username())
                .query(String.class)
                .optional()
                .filter(hash -> passwords.matches(credentials.password(), hash))
                .flatMap(hash -> jdbc.sql(COLUMNS + " where username = :username")
                        .param("username", credentials.username())
                        .query(Learner.class)
                        .optional())
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.UNAUTHORIZED, "Username or password is not right."));
    }

    public Learner get(long id) {
        return jdbc.sql(COLUMNS + " where id = :id")
                .param("id", id)
                .query(Learner.class)
                .optional()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such learner."));
    }

    List<Learner> all() {
        return jdbc.sql(COLUMNS + " order by id").query(Learner.class).list();
    }
}
