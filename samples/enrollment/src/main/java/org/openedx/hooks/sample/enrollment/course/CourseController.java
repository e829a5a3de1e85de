/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.course;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.openedx.hooks.key.CourseKey;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CourseController {

    private final Courses courses;

    private final Enrollments enrollments;

    CourseController(Courses courses, Enrollments enrollments) {
        this.courses = courses;
        this.enrollments = enrollments;
    }

    @GetMapping("/courses")
    List<Course> courses() {
        return courses.all();
    }

    @GetMapping("/learners/{id}/enrollments")
    List<Enrollment> enrollments(@PathVariable long id) {
        return enrollments.of(id);
    }

    @PostMapping("/enrollments")
    @ResponseStatus(HttpStatus.CREATED)
    Enrollment enroll(@Valid @RequestBody EnrollRequest request) {
        return enrollments.enroll(request.learner(), request.course(), request.mode());
    }

    @DeleteMapping("/enrollments/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unenroll(@PathVariable long id) {
        enrollments.unenroll(id);
    }

    record EnrollRequest(
            @NotNull Long learner,
            @NotNull CourseKey course,
            @NotBlank @Size(max = 20) String mode) {}
}
