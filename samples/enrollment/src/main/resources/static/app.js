// The start page: asks the service to do something. What the hooks did is told by the hooks console.
// Data reaches the page as text nodes only.

const $ = id => document.getElementById(id);

/** Makes an element: el('li.new', {title: 'x'}, 'text', child). */
function el(name, properties, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  element.classList.add(...classes);
  Object.assign(element, properties);
  element.append(...children.filter(child => child !== null));
  return element;
}

/** Calls the service. Every answer is shown, except those to questions that only the page asks. */
async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const answer = text && response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : null;
  return {ok: response.ok, status: response.status, request: `${method} /${path}`, answer};
}

const get = async path => (await call('GET', path)).answer;

// ---- Acting ----

const state = {learners: [], courses: [], enrollments: [], certificates: []};

/** Does something for the person at the page, then draws the page anew and shows the answer. */
async function act(button, method, path, body, done) {
  const course = button?.closest('[data-course]')?.dataset.course;
  if (button) button.disabled = true;
  try {
    const result = await call(method, path, body);
    await (result.ok && path.match(/^(learners|login)$/) ? refreshLearners(result.answer.id) : refreshLearner());
    showAnswer(result, done);
    return result;
  } catch (failure) {
    showAnswer({ok: false, status: 'no answer', request: `${method} /${path}`, answer: {detail: failure.message}});
    return {ok: false};
  } finally {
    if (button) button.disabled = false;
    await showBadges();
    // The course was drawn anew: whoever uses the keyboard goes on where they were.
    if (course) [...$('courses').children].find(item => item.dataset.course === course)?.querySelector('button').focus();
  }
}

function showAnswer({ok, status, request, answer}, done) {
  const facts = el('dl');
  const fact = (name, value) => facts.append(el('dt', {}, name), el('dd.mono', {}, String(value)));
  fact('Request', request);
  if (!ok && answer) {
    for (const [name, value] of Object.entries(answer)) {
      if (name === 'errors') Object.entries(value).forEach(([field, error]) => fact(field, error));
      else if (!['title', 'detail', 'status', 'instance', 'type'].includes(name) && value !== null) {
        fact(name[0].toUpperCase() + name.slice(1), typeof value === 'object' ? JSON.stringify(value) : value);
      }
    }
  }
  const card = $('answer');
  card.className = `card answer ${ok ? 'good' : 'bad'}`;
  card.replaceChildren(
      el('h2', {}, 'Answer', el(`span.chip.${ok ? 'good' : 'bad'}`, {}, ok ? String(status) : `${status} ${answer?.title ?? ''}`)),
      el('p.detail', {}, ok ? done ?? 'Done.' : answer?.detail ?? 'That did not work.'),
      facts);
}

const learnerId = () => $('learner').value;

async function refreshLearners(chosen = learnerId()) {
  state.learners = await get('learners');
  $('learner').replaceChildren(...state.learners.map(learner =>
      el('option', {value: learner.id}, learner.username + (learner.premium ? ' (premium)' : ''))));
  if (state.learners.length === 0) $('learner').append(el('option', {value: ''}, 'nobody yet, register somebody'));
  if (chosen) $('learner').value = chosen;
  await refreshLearner();
}

async function refreshLearner() {
  const id = learnerId();
  [state.enrollments, state.certificates] = id
      ? await Promise.all([get(`learners/${id}/enrollments`), get(`learners/${id}/certificates`)])
      : [[], []];
  $('courses').replaceChildren(...state.courses.map(courseItem));
}

function courseItem(course) {
  const enrollment = state.enrollments.find(each => each.course.key === course.key);
  const certificate = state.certificates.find(each => each.enrollment.course.key === course.key);
  const active = enrollment?.active;
  const actions = el('div.do');
  const button = (text, about, onclick) => el('button', {
    type: 'button', ariaLabel: `${text}: ${course.title}`, disabled: !learnerId(), title: about, onclick}, text);

  if (active) {
    actions.append(button('Leave', 'Unenroll', event =>
        act(event.target, 'DELETE', `enrollments/${enrollment.id}`, undefined, `Left ${course.title}.`)));
  } else {
    actions.append(button('Enroll', 'Enroll in this course', event =>
        act(event.target, 'POST', 'enrollments', {learner: Number(learnerId()), course: course.key, mode: 'audit'},
            `Enrolled in ${course.title}.`)));
  }
  const item = el('li', {},
      el('span.name', {}, course.title,
          course.premium ? el('span.chip.premium', {}, 'Premium') : null,
          active ? el('span.chip.good', {}, enrollment.mode) : null),
      actions,
      el('span.mono', {}, course.key));
  item.dataset.course = course.key;
  if (certificate) {
    item.append(el('div.earn', {}, `Passed with ${certificate.grade} `,
        button('Certificate', 'Render the certificate', event => showCertificate(event.target, certificate))));
  } else if (active) {
    item.append(earnForm(course, enrollment));
  }
  return item;
}

function earnForm(course, enrollment) {
  const grade = el('input', {type: 'number', min: 0, max: 1, step: 0.01, value: '0.87', required: true});
  const earn = el('button', {ariaLabel: `Earn the certificate: ${course.title}`}, 'Earn the certificate');
  return el('form.earn', {
    onsubmit: event => {
      event.preventDefault();
      act(earn, 'POST', 'certificates', {enrollment: enrollment.id, grade: Number(grade.value)},
          `Passed ${course.title}. A badge is on its way.`);
    }}, el('label', {}, 'Grade '), grade, earn);
}

async function showCertificate(button, certificate) {
  const result = await act(button, 'GET', `certificates/${certificate.id}`, undefined, 'Rendered a certificate.');
  if (!result.ok) return;
  const {context} = result.answer;
  $('certificate-logo').textContent = context.organization_logo_text ?? '';
  $('certificate-name').textContent = context.learner_name;
  $('certificate-course').textContent = context.course_title;
  $('certificate-grade').textContent =
      `with a grade of ${Math.round(context.grade * 100)} % on ${new Date(context.created_at).toLocaleDateString()}`;
  $('certificate-organization').textContent =
      context.organization_name ? `Offered together with ${context.organization_name}` : '';
  $('certificate').showModal();
}

$('learner').onchange = refreshLearner;

$('register').onsubmit = async event => {
  event.preventDefault();
  const form = event.target;
  const data = Object.fromEntries(new FormData(form));
  const result = await act(form.querySelector('.primary'), 'POST', 'learners',
      {...data, premium: form.elements.premium.checked}, `Registered ${data.username}.`);
  if (result.ok) form.reset();
};

$('login').onsubmit = async event => {
  event.preventDefault();
  const form = event.target;
  const data = Object.fromEntries(new FormData(form));
  const result = await act(form.querySelector('.primary'), 'POST', 'login', data, `Logged in as ${data.username}.`);
  if (result.ok) form.reset();
};

const EXAMPLES = [
  {username: 'ada', name: 'Ada Abara', email: 'ada@home.example', premium: false},
  {username: 'bruno', name: 'Bruno Bianchi', email: 'bruno@acme.example', premium: true},
  {username: 'chen', name: 'Chen Wei', email: 'chen@throwaway.example', premium: false},
  {username: 'dana', name: 'Dana Dvorak', email: 'Dana@Globex.example', premium: false},
  {username: 'mallory', name: 'Mallory Moss', email: 'mallory@home.example', premium: false},
];
let examples = 0;

$('example').onclick = () => {
  const example = EXAMPLES[examples % EXAMPLES.length];
  const round = Math.floor(examples++ / EXAMPLES.length);
  const fields = $('register').elements;
  fields.username.value = example.username + (round || '');
  fields.name.value = example.name;
  fields.email.value = example.email;
  fields.password.value = 'correct horse battery';
  fields.premium.checked = example.premium;
};

$('failing').onchange = event => {
  const on = event.target.checked;
  act(null, 'POST', `demo/failing-receiver?on=${on}`, undefined,
      on ? 'From now on a receiver of enrollments fails. Enroll somebody: nothing else breaks.' : 'No receiver fails.');
};

// ---- Watching ----

/** Badges are pushed on another thread, after the answer. */
async function showBadges() {
  const badges = await get('third-party/badges').catch(() => []);
  $('badge-count').textContent = badges.length;
  $('badges').replaceChildren(...badges.slice(-6).reverse().map(badge =>
      el('li.chip', {title: badge.course}, `learner ${badge.learner} · ${courseTitle(badge.course)}`)));
}

const courseTitle = key => state.courses.find(course => course.key === key)?.title ?? key;

async function start() {
  state.courses = await get('courses');
  $('failing').checked = (await get('demo/failing-receiver')).on;
  await refreshLearners();
  await showBadges();
  setInterval(() => document.hidden || showBadges(), 1000);
}

start();
