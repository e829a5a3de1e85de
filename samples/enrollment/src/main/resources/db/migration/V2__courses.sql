insert into course (course_key, title, premium) values
    ('course-v1:OpenedX+DemoX+2026', 'Demonstration Course', false),
    ('course-v1:OpenedX+Writing101+2026', 'Writing Clearly', false),
    ('course-v1:OpenedX+Stats101+2026', 'Statistics for Everyone', false),
    ('course-v1:OpenedX+Java17+2026', 'Modern Java', false),
    ('course-v1:OpenedX+Leadership+2026', 'Leading Small Teams', true),
    ('course-v1:OpenedX+DataSci500+2026', 'Data Science Masterclass', true);
