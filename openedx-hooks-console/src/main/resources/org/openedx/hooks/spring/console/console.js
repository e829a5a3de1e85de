// The hooks console: asks the endpoint that it lies below, draws what it says, and sends what a person wants changed.
// Whatever comes from the application reaches the page as text nodes and attributes' values only.
'use strict';

const page = document.documentElement.dataset;
const HOOKS = location.pathname.replace(/\/console$/, '');
const BUS = page.bus && new URL(page.bus, location.href).pathname;
const WRITABLE = page.writable === 'true';
const BUS_WRITABLE = page.busWritable === 'true';
const APPLICATION = page.application;

const POLL = 2_000;
const ALL_EVERY = 15;
const WINDOW = 5 * 60_000;
const SHOWN_RUNS = 60;

const state = {
  hooks: new Map(),
  used: new Set(),
  about: {switches: [], problems: [], refused: [], overdue: [], recent: [], sentUnheard: [], neverSent: []},
  answered: false,
  failure: null,
  paused: false,
  polls: 0,
  samples: new Map(),
  bus: null,
  busFailure: null,
  dead: new Map(),
  details: new Map(),
  filters: {text: '', kind: '', subdomain: '', used: true, failing: false, deprecated: false, unheard: false, never: false},
  runs: {text: '', outcome: ''},
  newest: 0,
  editing: null,
  sent: [],
};

// ---- Elements ----

const $ = id => document.getElementById(id);

/** Makes an element: h('li.new', {title: 'x', onclick: f}, 'text', child, null). */
function h(name, properties, ...children) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElement(tag), classes, properties, children);
}

function svg(name, properties, ...children) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), classes, properties, children);
}

function fill(element, classes, properties, children) {
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith('on')) element[name] = value;
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const HANDLERS = ['onclick', 'oninput', 'onchange', 'onsubmit', 'onkeydown'];

/** Makes one element like another that was just made; what a person has focused, typed or scrolled stays. */
function morph(old, made) {
  if (old.nodeType !== made.nodeType || old.nodeName !== made.nodeName || key(old) !== key(made)) {
    old.replaceWith(made);
    return;
  }
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== made.data) old.data = made.data;
    return;
  }
  for (const {name} of [...old.attributes]) {
    if (!made.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
  }
  for (const {name, value} of made.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  HANDLERS.forEach(handler => { old[handler] = made[handler]; });
  morphChildren(old, made);
}

const key = node => node.nodeType === Node.ELEMENT_NODE ? node.getAttribute('data-key') : null;

function morphChildren(old, made) {
  const keyed = new Map([...old.children].filter(key).map(child => [key(child), child]));
  let at = old.firstChild;
  for (const child of [...made.childNodes]) {
    const match = key(child) ? keyed.get(key(child)) : at && !key(at) && at.nodeName === child.nodeName ? at : null;
    if (!match) {
      old.insertBefore(child, at);
    } else {
      if (match === at) at = at.nextSibling;
      else old.insertBefore(match, at);
      morph(match, child);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

// ---- Words ----

/** A name that may break after its dots. */
const breakable = name => name.split(/(?<=[.#])/).flatMap(word => [word, h('wbr')]);

const simpleName = className => className.split(/[.$]/).at(-1);

const colour = outcome =>
  ({success: 'good', completed: 'good', processed: 'good', running: 'good', stopped: 'warn', degraded: 'warn', halted: 'warn',
    skipped: 'warn', paused: 'warn', waiting: 'warn', starting: 'warn', stopping: 'warn'}[outcome] ?? 'bad');

const isFailing = hook => hook.lastFailure && hook.lastFailure.outcome !== 'halted';

function duration(nanos) {
  if (nanos === null || nanos === undefined) return '–';
  if (nanos >= 1e9) return `${(nanos / 1e9).toFixed(2)} s`;
  if (nanos >= 1e6) return `${(nanos / 1e6).toFixed(1)} ms`;
  return `${(nanos / 1e3).toFixed(nanos < 1e4 ? 1 : 0)} µs`;
}

const rate = perSecond => `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en')} /s`;

const count = number => number === null || number === undefined ? '?' : number.toLocaleString('en');

const plural = (number, word) => `${count(number)} ${word}${number === 1 ? '' : 's'}`;

/** Seconds, or ISO 8601 such as PT1M2.5S, for people. */
function span(value) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return `${value} s`;
  return value.replace(/^P/, '').replace('T', '').replace(/(\d)([A-Z])/g, (all, digit, unit) => `${digit} ${unit.toLowerCase()} `).trim();
}

const clock = time => new Date(time).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', second: '2-digit'});

const when = time => new Date(time).toLocaleString();

const hookLink = type => `#/hooks/${encodeURIComponent(type)}`;

const subdomains = () => [...new Set([...state.hooks.values()].map(hook => hook.subdomain))].sort();

// ---- Asking ----

async function call(method, path, body) {
  const headers = {Accept: 'application/json'};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/);
  if (token && method !== 'GET') headers['X-XSRF-TOKEN'] = decodeURIComponent(token[1]);
  const response = await fetch(path, {method, headers, cache: 'no-store', body: body === undefined ? undefined : JSON.stringify(body)});
  const text = await response.text();
  const json = text && /[/+]json/.test(response.headers.get('Content-Type') ?? '');
  return {ok: response.ok, status: response.status, answer: json ? JSON.parse(text) : null};
}

async function get(path) {
  const {ok, status, answer} = await call('GET', path);
  if (!ok || !answer) throw new Error(status === 401 || status === 403 ? `not allowed (${status})` : `no answer (${status})`);
  return answer;
}

/** Asks for the hooks in use, and now and then, or when something has changed, for all. */
async function poll(all = false) {
  try {
    all ||= state.polls++ % ALL_EVERY === 0;
    const [used, every] = await Promise.all([get(`${HOOKS}?inUse=true`), all ? get(HOOKS) : null]);
    const {hooks, ...about} = used;
    state.about = {...state.about, ...about};
    state.used = new Set(hooks.map(hook => hook.type));
    (every?.hooks ?? []).concat(hooks).forEach(hook => state.hooks.set(hook.type, hook));
    const now = Date.now();
    hooks.forEach(hook => sample(hook.type, now, hook.runs));
    every?.hooks.filter(hook => !state.used.has(hook.type) && hook.runs?.count).forEach(hook => sample(hook.type, now, hook.runs));
    sample('', now, hooks.reduce((sum, {runs}) => ({
      count: sum.count + (runs?.count ?? 0), timed: sum.timed + (runs?.timed ?? 0), totalNanos: sum.totalNanos + total(runs)}),
    {count: 0, timed: 0, totalNanos: 0}));
    state.answered = true;
    state.failure = null;
  } catch (failure) {
    state.failure = failure.message.startsWith('no') ? failure.message : 'no answer';
  }
  if (BUS && (all || route().view !== 'hooks')) {
    try {
      state.bus = await get(BUS);
      state.busFailure = null;
    } catch (failure) {
      state.busFailure = failure.message;
    }
  }
  render();
  state.newest = Math.max(state.newest, state.about.recent.at(-1)?.sequence ?? 0);
}

const total = runs => runs?.totalNanos ?? (runs?.meanNanos ?? 0) * (runs?.timed ?? 0);

/** Remembers how far a hook's counters were; an application that was started anew counts from the beginning. */
function sample(name, t, runs) {
  const samples = state.samples.get(name) ?? [];
  if (samples.length && samples.at(-1).count > (runs?.count ?? 0) && name) samples.length = 0;
  samples.push({t, count: runs?.count ?? 0, timed: runs?.timed ?? 0, total: total(runs)});
  while (samples[0].t < t - WINDOW - POLL) samples.shift();
  state.samples.set(name, samples);
}

/** What happened between the samples of a hook: runs per second, and how long one took. */
function changes(name) {
  const samples = state.samples.get(name) ?? [];
  return samples.slice(1).map((now, i) => {
    const before = samples[i];
    const timed = now.timed - before.timed;
    return {
      t: now.t,
      rate: Math.max(0, (now.count - before.count) / Math.max(0.001, (now.t - before.t) / 1000)),
      duration: timed > 0 ? Math.max(0, (now.total - before.total) / timed) : null,
    };
  });
}

// ---- Sending ----

/** A text in quotes as a POSIX shell reads it. */
const quoted = text => `'${text.replaceAll("'", `'\\''`)}'`;

function curl({method, path, body}) {
  const json = body === undefined ? '' : ` -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(body))}`;
  return `curl -X ${method}${json} ${quoted(new URL(path, location.href).href)}`;
}

/** Sends what a person has decided, and says what it was and what came of it. */
async function send(title, request, told = () => null) {
  const sent = {title, command: curl(request), ok: false, problems: []};
  let answer = null;
  try {
    const result = await call(request.method, request.path, request.body);
    answer = result.answer;
    sent.ok = result.ok;
    sent.result = result.ok ? told(answer) : null;
    sent.problems = result.ok ? [] : answer?.problems ?? [answer?.message ?? answer?.error ?? `The answer was ${result.status}.`];
    if (result.status === 401 || result.status === 403) sent.problems = [`You may not do that (${result.status}).`];
  } catch (failure) {
    sent.problems = [`No answer: ${failure.message}`];
  }
  state.sent.unshift(sent);
  showSent();
  await poll(true);
  return {...sent, answer};
}

function showSent() {
  const [last, ...before] = state.sent;
  $('sent').hidden = !last;
  if (!last) return;
  $('sent').setAttribute('class', last.ok ? 'sent' : 'sent bad');
  $('sent').replaceChildren(
    h('h2', {}, h('span', {}, last.title, ' ', h(`span.chip.${last.ok ? 'good' : 'bad'}`, {}, last.ok ? 'done' : 'refused')),
      h('button', {type: 'button', 'aria-label': 'Close what was sent', onclick: () => { $('sent').hidden = true; $('main').focus(); }}, 'Close')),
    ...[last.result].filter(Boolean).map(text => h('p', {}, text)),
    ...(last.problems.length ? [h('ul', {}, last.problems.map(problem => h('li', {}, problem)))] : []),
    command(last.command),
    ...(before.length ? [h('details', {}, h('summary', {}, `Sent before (${before.length})`),
      command(before.slice(0, 20).map(each => each.command).join('\n')))] : []));
}

function command(text) {
  const pre = h('pre', {tabindex: 0, 'aria-label': 'As a command'}, text);
  const button = h('button', {type: 'button', onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = 'Selected, now copy';
    }
  }}, 'Copy the command');
  return h('div.stack', {}, pre, h('p.buttons', {}, button));
}

/**
 * Asks before something is sent, and shows what it will be. Fields become the arguments of request; look, if given, is
 * sent to say what would be done, without doing it.
 */
function ask({title, text, fields = [], request, yes, danger = false, look = null, found = null}) {
  return new Promise(resolve => {
    const inputs = new Map(fields.map(field => [field.name, h('input', {
      id: `ask-${field.name}`, value: field.value ?? '', placeholder: field.placeholder, required: field.required, autocomplete: 'off',
      inputmode: field.inputmode})]));
    const values = () => Object.fromEntries([...inputs].map(([name, input]) => [name, input.value.trim()]));
    const pre = h('pre', {tabindex: 0, 'aria-label': 'As a command'});
    const outcome = h('p', {role: 'status'});
    const show = () => { pre.textContent = curl(request(values())); };
    inputs.forEach(input => { input.oninput = show; });
    const close = result => { $('ask').close(); resolve(result); };
    const cancel = h('button', {type: 'button', onclick: () => close(null)}, 'Cancel');
    const preview = look && h('button', {type: 'button', onclick: async () => {
      if (!form.reportValidity()) return;
      const {path, body} = look(values());
      try {
        const {ok, answer} = await call('POST', path, body);
        outcome.textContent = ok ? found(answer) : (answer?.problems ?? ['That did not work.']).join(' ');
      } catch (failure) {
        outcome.textContent = `No answer: ${failure.message}`;
      }
    }}, 'Only look what it would do');
    const form = h('form', {onsubmit: event => { event.preventDefault(); close(values()); }},
      h('h2', {id: 'ask-title'}, title), h('p', {}, text),
      fields.map(field => h('label.field', {for: `ask-${field.name}`}, h('span', {}, field.label), inputs.get(field.name))),
      outcome, pre,
      h('p.buttons', {}, preview, cancel, h(`button.${danger ? 'danger' : 'primary'}`, {type: 'submit'}, yes)));
    $('ask').oncancel = () => resolve(null);
    $('ask').replaceChildren(form);
    show();
    $('ask').showModal();
    (inputs.values().next().value ?? cancel).focus();
  });
}

// ---- Pieces ----

const kindOf = hook => h(`span.kind.${hook.kind === 'filter' ? 'filter' : 'event'}`, {}, hook.kind);

const outcomeOf = run => h(`span.chip.outcome.${colour(run.outcome)}`, {}, run.outcome);

const card = (title, ...content) => h('section.card', {'data-key': `card-${title}`, 'aria-label': title}, h('h2', {}, title), ...content);

const facts = entries => h('dl.facts', {}, entries.filter(([, value]) => value !== null && value !== undefined && value !== '')
  .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

const tile = (name, value, tone) => h(tone ? `div.tile.${tone}` : 'div.tile', {}, h('dt', {}, name), h('dd', {}, value));

function switchButton(label, on, onclick) {
  return h('button', {type: 'button', role: 'switch', 'aria-checked': String(on), 'aria-label': label, 'data-key': `switch-${label}`, onclick},
    h('span.track', {'aria-hidden': 'true'}), h('span', {}, on ? 'On' : 'Off'));
}

/** A chart of the last minutes. */
function chart(title, kind, points, value, format) {
  const now = Date.now();
  const known = points.filter(point => value(point) !== null);
  const top = Math.max(...known.map(value), 0);
  const last = known.at(-1);
  const x = t => (300 * (1 - (now - t) / WINDOW)).toFixed(1);
  const y = v => (74 - (top ? 64 * v / top : 0)).toFixed(1);
  const drawn = known.map(point => `${x(point.t)},${y(value(point))}`);
  const words = last ? `now ${format(value(last))}, at most ${format(top)}` : 'nothing yet';
  return h(`figure.chart.${kind}`, {'data-key': `chart-${title}`},
    h('figcaption', {}, h('span', {}, title), h('span', {}, h('b', {}, last ? format(value(last)) : '–'), last ? ` · at most ${format(top)}` : '')),
    svg('svg', {viewBox: '0 0 300 80', preserveAspectRatio: 'none', role: 'img', 'aria-label': `${title} in the last 5 minutes: ${words}`},
      [10, 42, 74].map(line => svg('path.grid', {d: `M0 ${line}H300`})),
      drawn.length > 1 && svg('path.area', {d: `M${x(known[0].t)},74L${drawn.join('L')}L${x(last.t)},74Z`}),
      drawn.length > 1 && svg('path.line', {d: `M${drawn.join('L')}`})),
    h('p.ends', {'aria-hidden': 'true'}, h('span', {}, '5 minutes ago'), h('span', {}, 'now')));
}

const charts = name => [
  chart('Runs per second', 'rate', changes(name), point => point.rate, rate),
  chart('Mean duration', 'duration', changes(name), point => point.duration, duration),
];

function spark(name) {
  const points = changes(name);
  const top = Math.max(...points.map(point => point.rate), 0);
  if (!top) return null;
  const now = Date.now();
  const line = points.map(({t, rate: v}) => `${(100 * (1 - (now - t) / WINDOW)).toFixed(1)},${(18 - 16 * v / top).toFixed(1)}`);
  return svg('svg.spark', {viewBox: '0 0 100 20', preserveAspectRatio: 'none', 'aria-hidden': 'true'}, svg('path', {d: `M${line.join('L')}`}));
}

// ---- Runs ----

/** Puts each run into the one that it was part of. What a run is part of is told when it has ended, and may be forgotten. */
function tree(recent) {
  const nodes = new Map(recent.filter(run => run.run !== null).map(run => [run.run, {run, inner: []}]));
  for (const {run} of [...nodes.values()]) {
    if (run.part !== null && run.parent !== null && !nodes.has(run.parent)) {
      nodes.set(run.parent, {run: {...run, run: run.parent, parent: null, part: null, outcome: null, nanos: null, failure: null}, inner: []});
    }
  }
  const roots = [];
  for (const node of nodes.values()) (nodes.get(node.run.parent)?.inner ?? roots).push(node);
  for (const node of nodes.values()) node.inner.sort((a, b) => a.run.run - b.run.run);
  return roots.sort((a, b) => b.run.run - a.run.run);
}

const contains = (node, test) => test(node.run) || node.inner.some(inner => contains(inner, test));

function asynchronous() {
  return new Set([...state.hooks.values()].flatMap(hook => (hook.receivers ?? []).filter(receiver => receiver.async).map(receiver => receiver.name)));
}

function runTree(nodes, label) {
  const away = asynchronous();
  return nodes.length === 0
    ? h('p.hint', {}, state.about.recent.length ? 'Nothing that is remembered fits.'
      : 'No run is remembered. The property openedx.hooks.recent says how many are, 200 for example.')
    : h('ol.tree', {'aria-label': label}, nodes.map(node => runItem(node, node.run.nanos ?? 1, away, null)));
}

function runItem({run, inner}, longest, away, rank) {
  const isPart = run.part !== null;
  const bar = svg('svg.bar', {viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true'},
    svg('rect', {width: (100 * Math.min(1, (run.nanos ?? 0) / Math.max(longest, 1))).toFixed(1), height: 4}));
  const row = h(`div.run${rank === null ? '.top-run' : ''}${run.failure ? `.${colour(run.outcome)}` : ''}`, {},
    isPart ? h('span.rank', {}, `${rank ?? '–'}.`) : kindOf(run),
    h('span.label.mono', {}, rank === null ? h('time', {datetime: run.time}, clock(run.time)) : null,
      isPart ? breakable(run.part) : h('a', {href: hookLink(run.type)}, breakable(run.type)),
      away.has(run.part) ? h('span.quiet', {}, ' (on another thread)') : null),
    bar,
    run.outcome ? outcomeOf(run) : h('span.chip.plain.outcome', {title: 'It has not ended, or is forgotten'}, 'not told'),
    h('span.took', {}, run.nanos === null ? '' : duration(run.nanos)),
    run.failure ? h(`span.why.${colour(run.outcome)}`, {title: run.failure}, simpleName(run.failure)) : null);
  const scale = Math.max(longest, ...inner.map(each => each.run.nanos ?? 0));
  return h(rank === null && state.newest && run.sequence > state.newest ? 'li.new' : 'li', {'data-key': `run-${run.run}`}, row,
    inner.length ? h('ol', {}, inner.map((each, i) => runItem(each, scale, away, i + 1))) : null);
}

// ---- Views ----

function overview() {
  const hooks = [...state.hooks.values()];
  const failing = hooks.filter(isFailing);
  const off = hooks.filter(hook => !hook.enabled);
  const {recent} = state.about;
  return [
    h('h1', {tabindex: -1, 'data-key': 'title'}, 'Overview'),
    h('dl.tiles', {}, tile('Hooks', count(hooks.length)), tile('In use', count(state.used.size)),
      tile('Runs', count(state.samples.get('')?.at(-1)?.count ?? 0)),
      tile('Failing', count(failing.length), failing.length ? 'bad' : null), tile('Off', count(off.length), off.length ? 'warn' : null),
      state.bus ? tile('Dead letters', ...deadLetters()) : null),
    attention(),
    h('div.columns', {}, h('div.stack', {},
      card('All hooks in use', ...charts('')),
      lastFailures(hooks),
      quietEvents()),
    h('div.stack', {},
      card('What ran last', runTree(tree(recent).slice(0, 12), 'What ran last, newest first'),
        h('p', {}, h('a', {href: '#/runs'}, 'All runs that are remembered'))))),
  ];
}

function deadLetters() {
  const sum = state.bus.consumers.reduce((all, consumer) => all + (consumer.deadLetters ?? 0), 0)
    + state.bus.outbox.reduce((all, topic) => all + topic.dead, 0);
  return [count(sum), sum ? 'bad' : null];
}

function attention() {
  const {problems, refused, overdue} = state.about;
  const deprecated = [...state.hooks.values()].filter(hook => hook.deprecation && state.used.has(hook.type));
  const items = [
    ...problems.map(problem => ['bad', 'Configuration: ', problem]),
    ...refused.map(problem => ['bad', 'A refresh was refused: ', problem]),
  ].map(([tone, words, problem]) => h(`li.note.${tone}`, {}, words, h('span.mono', {}, problem.origin), ': ',
    problem.hook ? [h('a', {href: hookLink(problem.hook)}, problem.hook), ': '] : null, problem.message))
    .concat(overdue.map(step => h('li.note.bad', {}, 'A step works on although its time is over: ', h('span.mono', {}, Object.values(step).join(' ')))))
    .concat(deprecated.map(hook => h('li.note.warn', {}, 'Deprecated and in use: ', h('a.mono', {href: hookLink(hook.type)}, hook.type),
      hook.deprecation.replacedBy ? `; use ${hook.deprecation.replacedBy}` : '')));
  return items.length ? h('section', {'aria-label': 'Needs attention', 'data-key': 'attention'}, h('ul.stack', {}, items)) : null;
}

function lastFailures(hooks) {
  const failed = hooks.filter(hook => hook.lastFailure).sort((a, b) => b.lastFailure.time.localeCompare(a.lastFailure.time));
  return card('Last failures', failed.length === 0 ? h('p.hint', {}, 'Nothing has failed since the start.')
    : scroll('Last failures', h('table', {},
      h('thead', {}, h('tr', {}, ['Hook', 'Receiver or step', 'What', 'When'].map(name => h('th', {scope: 'col'}, name)))),
      h('tbody', {}, failed.slice(0, 12).map(({type, lastFailure}) => h('tr', {'data-key': `failed-${type}`},
        h('td', {}, h('a.mono', {href: hookLink(type)}, breakable(type))),
        h('td.mono', {}, lastFailure.part ? breakable(lastFailure.part) : '–'),
        h('td', {}, outcomeOf(lastFailure), ' ', h('span', {title: lastFailure.failure}, simpleName(lastFailure.failure ?? ''))),
        h('td.number', {}, clock(lastFailure.time))))))));
}

/** A table that may be wider than the window: the keyboard scrolls it too. */
const scroll = (label, table) => h('div.scroll', {tabindex: 0, role: 'region', 'aria-label': `${label}, as a table`}, table);

function quietEvents() {
  const list = (title, hint, types) => [h('h3', {}, title, ' ', h('span.count', {}, String(types.length))), h('p.hint', {}, hint),
    types.length ? h('ul', {}, types.map(type => h('li', {}, h('a.mono', {href: hookLink(type)}, breakable(type))))) : null];
  return card('Unheard and never sent',
    ...list('Unheard', 'Sent since the start, with nobody to take them.', state.about.sentUnheard),
    ...list('Never sent', 'A receiver waits for them since the start.', state.about.neverSent));
}

// Hooks

function flags(hook) {
  return [
    hook.enabled ? null : h('span.chip.warn', {}, 'off'),
    isFailing(hook) ? h('span.chip.bad', {}, 'failing') : hook.lastFailure ? h('span.chip.warn', {}, 'halted') : null,
    hook.deprecation ? h('span.chip.warn', {}, 'deprecated') : null,
    state.about.sentUnheard.includes(hook.type) ? h('span.chip.plain', {}, 'unheard') : null,
    state.about.neverSent.includes(hook.type) ? h('span.chip.plain', {}, 'never sent') : null,
    isChanged(hook) ? h('span.chip', {}, 'changed here') : null,
  ].filter(Boolean);
}

const isChanged = hook => hook.enabledBy?.origin === 'actuator' && hook.enabledBy.prefix === hook.type
  || (hook.pipeline ?? []).some(step => step.origin === 'actuator');

function fits(hook) {
  const {text, kind, subdomain, used, failing, deprecated, unheard, never} = state.filters;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const parts = [...(hook.receivers ?? []), ...(hook.pipeline ?? [])].map(part => part.name).join(' ');
  const searched = `${hook.type} ${hook.description} ${hook.hookClass} ${parts}`.toLowerCase();
  return words.every(word => searched.includes(word))
    && (!kind || hook.kind === kind) && (!subdomain || hook.subdomain === subdomain)
    && (!used || state.used.has(hook.type)) && (!failing || isFailing(hook)) && (!deprecated || hook.deprecation)
    && (!unheard || state.about.sentUnheard.includes(hook.type)) && (!never || state.about.neverSent.includes(hook.type));
}

function hooksView(type) {
  const hook = state.hooks.get(type);
  return [h(`div.hooks.${type ? 'one' : 'none'}`, {}, finder(type),
    h('div.detail.stack', {}, hook ? hookDetail(hook)
      : h('div.card', {}, h('p.hint', {}, type && state.answered ? `No hook has the type ${type}.` : 'Choose a hook to see who receives it or which steps it runs.'))))];
}

function finder(chosen) {
  const {filters} = state;
  const hooks = [...state.hooks.values()].filter(fits).sort((a, b) => a.type < b.type ? -1 : 1);
  const set = (name, value) => { filters[name] = value; render(); };
  const check = (name, label) => h('label.check', {}, h('input', {
    type: 'checkbox', id: `only-${name}`, checked: filters[name], onchange: event => set(name, event.target.checked)}), label);
  const select = (name, label, any, values) => h('label.field', {}, h('span', {}, label),
    h('select', {id: `only-${name}`, onchange: event => set(name, event.target.value)},
      h('option', {value: ''}, any), values.map(value => h('option', {value, selected: filters[name] === value}, value))));
  const all = () => {
    Object.assign(filters, {text: '', kind: '', subdomain: '', used: false, failing: false, deprecated: false, unheard: false, never: false});
    ['used', 'failing', 'deprecated', 'unheard', 'never'].forEach(name => { $(`only-${name}`).checked = false; });
    ['kind', 'subdomain'].forEach(name => { $(`only-${name}`).value = ''; });
    $('search').value = '';
    render();
    $('search').focus();
  };
  return h('section.card.finder', {'aria-label': 'Find a hook', 'data-key': 'finder'},
    h(chosen ? 'h2' : 'h1', {tabindex: -1}, 'Hooks'),
    h('div.filters', {role: 'search'},
      h('label.field.wide', {}, h('span', {}, 'Search in types, descriptions, receivers and steps'),
        h('input', {type: 'search', id: 'search', value: filters.text, autocomplete: 'off', spellcheck: 'false',
          oninput: event => set('text', event.target.value)})),
      select('kind', 'Kind', 'events and filters', ['event', 'filter']),
      select('subdomain', 'Subdomain', 'all', subdomains()),
      h('fieldset.checks', {'aria-label': 'Only those that are'},
        check('used', 'in use'), check('failing', 'failing'), check('deprecated', 'deprecated'), check('unheard', 'unheard'), check('never', 'never sent'))),
    h('p.hint.buttons', {}, h('span', {role: 'status', id: 'found'}, `${count(hooks.length)} of ${plural(state.hooks.size, 'hook')}`),
      hooks.length < state.hooks.size ? h('button.link', {type: 'button', id: 'show-all', onclick: all}, 'show all') : null),
    h('nav.found', {'aria-label': 'Hooks'}, h('ul', {}, hooks.map(hook => h('li', {'data-key': hook.type},
      h('a', {href: hookLink(hook.type), 'aria-current': hook.type === chosen ? 'true' : null},
        kindOf(hook), h('span.mono', {}, breakable(hook.type)),
        h('span.runs', {}, spark(hook.type), hook.runs?.count ? count(hook.runs.count) : ''),
        flags(hook).length ? h('span.chips', {}, flags(hook)) : null))))));
}

function hookDetail(hook) {
  const path = `${HOOKS}/${encodeURIComponent(hook.type)}`;
  const parts = hook.receivers ?? hook.pipeline ?? [];
  return [
    h('section.card', {'aria-label': 'The hook', 'data-key': `hook-${hook.type}`},
      h('p.back', {}, h('a', {href: '#/hooks'}, '← All hooks')),
      h('div.heading', {}, kindOf(hook), h('h1', {tabindex: -1}, breakable(hook.type)),
        WRITABLE ? switchButton(`Run ${hook.type}`, hook.enabled, () =>
          send(`Switched ${hook.enabled ? 'off' : 'on'}`, {method: 'POST', path, body: {enabled: !hook.enabled}}))
          : h(`span.chip.${hook.enabled ? 'good' : 'warn'}`, {}, hook.enabled ? 'on' : 'off')),
      h('p', {}, hook.description),
      h('p.chips', {}, flags(hook), hook.enabledBy ? h('span.hint', {}, `${hook.enabledBy.on ? 'On' : 'Off'} by ${hook.enabledBy.prefix}, ${hook.enabledBy.origin}`) : null),
      hook.deprecation ? h('p.note.warn', {}, `Deprecated since ${hook.deprecation.since}. `,
        hook.deprecation.replacedBy ? ['Use ', h('a.mono', {href: hookLink(hook.deprecation.replacedBy)}, hook.deprecation.replacedBy), '. '] : null,
        hook.deprecation.removedIn ? `Version ${hook.deprecation.removedIn} will no longer have it.` : null) : null,
      h('dl.tiles', {}, tile('Runs', count(hook.runs?.count ?? 0)), tile('Mean', duration(hook.runs?.meanNanos)), tile('Longest', duration(hook.runs?.maxNanos)),
        hook.lastFailure ? tile(`Last ${hook.lastFailure.outcome}`, clock(hook.lastFailure.time), colour(hook.lastFailure.outcome)) : null),
      hook.lastFailure ? h(`p.note.${colour(hook.lastFailure.outcome)}`, {}, h('span.mono', {}, hook.lastFailure.part ?? hook.type), ': ',
        h('span.mono', {}, hook.lastFailure.failure ?? hook.lastFailure.outcome), `, ${when(hook.lastFailure.time)}`) : null),
    card(hook.receivers ? 'Receivers, in order' : 'Pipeline, in order',
      parts.length === 0 ? h('p.hint', {}, hook.receivers ? 'Nobody receives it.' : 'It has no steps: data goes through as it is.')
        : h('ol.steps', {}, parts.map(hook.receivers ? receiver : step)),
      hook.pipeline && state.editing?.type === hook.type ? editor(hook, path) : null,
      WRITABLE ? h('p.buttons', {},
        hook.pipeline && state.editing?.type !== hook.type ? h('button', {type: 'button', id: 'edit', onclick: () => edit(hook)}, 'Edit the pipeline') : null,
        h('button', {type: 'button', id: 'restore', onclick: () => restore(hook, path)}, 'Take changes back')) : null),
    h('div.columns', {'data-key': 'charts'}, ...charts(hook.type).map(figure => h('div.card', {}, figure))),
    card('Definition', definition(hook)),
    card('Runs that are remembered', runTree(tree(state.about.recent).filter(node => contains(node, run => run.type === hook.type)).slice(0, 8), 'Its last runs, newest first')),
  ];
}

function receiver(one) {
  return h('li', {'data-key': one.name},
    h('span.name.mono', {}, breakable(one.name)),
    h('span.chips', {}, h('span.chip.plain', {}, `order ${one.order}`),
      one.async ? h('span.chip', {}, 'on another thread') : null,
      one.transactionPhase ? h('span.chip', {}, one.transactionPhase.toLowerCase().replaceAll('_', ' ')) : null,
      one.isolated ? null : h('span.chip.warn', {title: 'Its failure keeps the receivers after it from being called'}, 'not isolated'),
      one.condition ? h('span.chip.plain', {}, 'if ', h('code', {}, one.condition)) : null),
    h('small', {}, one.origin ? `from ${one.origin}` : null));
}

function step(one) {
  return h(one.enabled ? 'li' : 'li.off', {},
    h('span.name.mono', {}, breakable(one.name)),
    h('span.chips', {}, one.enabled ? null : h('span.chip.warn', {}, 'off'),
      h('span.chip.plain', {}, one.failSilently ? 'fails silently' : 'its failure fails the call'),
      one.timeout ? h('span.chip.plain', {}, `at most ${span(one.timeout)}`) : null,
      [...one.options].sort().map(option => h('span.chip.plain', {}, 'option ', h('code', {}, option)))),
    h('small', {}, one.stepClass ? [h('span.mono', {}, breakable(one.stepClass)), h('br')] : null, 'configured at ', h('span.mono', {}, one.origin)));
}

/** What does not change and is told of a single hook only: asked for once. */
function detailsOf(hook) {
  if (!state.details.has(hook.type)) {
    state.details.set(hook.type, null);
    get(`${HOOKS}/${encodeURIComponent(hook.type)}`).then(details => {
      state.details.set(hook.type, details);
      render();
    }, () => state.details.delete(hook.type));
  }
  return state.details.get(hook.type) ?? hook;
}

function definition(hook) {
  const {components, sample} = detailsOf(hook);
  return h('div.stack', {}, facts([
    ['Class', h('span.mono', {}, breakable(hook.hookClass))],
    ['Subdomain', hook.subdomain],
    ['Version', hook.version],
    ['Runs in Open edX in', hook.trigger],
    ['Key', hook.keyField && h('span.mono', {}, hook.keyField)],
    ['Event bus', hook.busCapable === null ? null : hook.busCapable ? 'can be published' : 'cannot be published'],
    ['Goes to', (hook.routedTo ?? []).map(({topic, enabled}) => `${topic}${enabled ? '' : ', switched off'}`).join('; ')],
    ['Comes from', (hook.consumedFrom ?? []).map(({topic, group, messages}) => `${topic} for ${group}, ${plural(messages, 'message')}`).join('; ')],
  ]), components.length ? scroll('Components', h('table', {},
    h('thead', {}, h('tr', {}, ['Component', 'Type', ''].map((name, i) => i < 2 ? h('th', {scope: 'col'}, name) : h('td', {})))),
    h('tbody', {}, components.map(component => h('tr', {},
      h('th.mono', {scope: 'row'}, component.name),
      h('td', {}, h('span.mono', {}, breakable(component.type)), component.description ? h('p.hint', {}, component.description) : null),
      h('td', {}, h('span.chips', {}, component.nullable ? h('span.chip.plain', {}, 'may be missing') : null,
        component.pii ? h('span.chip.warn', {}, 'personal data') : null))))))) : h('p.hint', {}, 'It has no data.'),
  sample ? [h('h3', {}, 'Example'), h('pre', {tabindex: 0, 'aria-label': 'An example of its data'}, JSON.stringify(sample, null, 2))] : null);
}

// Editing a pipeline: one line for each step, a name or a JSON object.

function edit(hook) {
  const silently = new Set(hook.pipeline.map(each => each.failSilently));
  const lines = hook.pipeline.map(each => {
    const more = [
      ...(each.enabled ? [] : ['"enabled": false']),
      ...(silently.size > 1 ? [`"fail-silently": ${each.failSilently}`] : []),
      ...(each.timeout ? [`"timeout": ${JSON.stringify(each.timeout)}`] : []),
      ...[...each.options].sort().map(option => `${JSON.stringify(option)}: …`),
    ];
    return more.length ? `{"step": ${[JSON.stringify(each.name), ...more].join(', ')}}` : each.name;
  });
  state.editing = {type: hook.type, initial: lines.join('\n'), text: lines.join('\n'), silently: '', marked: null};
  render();
  $('steps').focus();
}

function editor(hook, path) {
  const {editing} = state;
  const cancel = () => { state.editing = null; render(); $('edit').focus(); };
  return h('form.editor', {'data-key': 'editor', 'aria-label': 'Edit the pipeline', onsubmit: event => { event.preventDefault(); apply(hook, path); }},
    h('label.field', {for: 'steps'}, h('span', {}, 'Steps, one in each line: a bean or class, or a JSON object with "step", its settings and options'),
      h('textarea', {id: 'steps', rows: Math.max(4, editing.initial.split('\n').length + 1), spellcheck: 'false', autocomplete: 'off', wrap: 'off',
        'aria-invalid': editing.marked ? 'true' : null, 'aria-describedby': editing.marked ? 'problems' : 'steps-hint',
        oninput: event => { editing.text = event.target.value; },
        onkeydown: event => { if (event.key === 'Escape') cancel(); }}, editing.initial)),
    h('p.hint', {id: 'steps-hint'}, 'The values of options are not told, since they may be secrets: write them where … stands, or leave out what the entry gives to all steps.'),
    editing.marked ? marked(editing.marked) : null,
    h('label.field', {}, h('span', {}, 'When a step fails'), h('select', {id: 'silently', onchange: event => { editing.silently = event.target.value; }},
      h('option', {value: ''}, 'as it is now'), h('option', {value: 'true'}, 'go on without it'), h('option', {value: 'false'}, 'fail the call'))),
    h('p.buttons', {}, h('button.primary', {type: 'submit'}, 'Run this pipeline'), h('button', {type: 'button', onclick: cancel}, 'Cancel')));
}

/** The lines as they were sent, with what is wrong below each, as the report of a failed start has them. */
function marked({lines, problems, general}) {
  return h('div', {id: 'problems', role: 'alert', 'data-key': 'problems'},
    general.length ? h('ul.note.bad', {}, general.map(problem => h('li', {}, problem))) : null,
    problems.size ? h('ol.marked', {'aria-label': 'What is wrong'}, lines.map((line, i) => h(problems.has(i) ? 'li.wrong' : 'li', {},
      h('span.line', {}, String(i + 1)), h('code', {}, line || ' '),
      (problems.get(i) ?? []).map(problem => h('span.problem', {}, h('button.link', {type: 'button', onclick: () => goTo(i)}, `line ${i + 1}: ${problem}`)))))) : null);
}

function goTo(line) {
  const lines = $('steps').value.split('\n');
  const start = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
  $('steps').focus();
  $('steps').setSelectionRange(start, start + (lines[line]?.length ?? 0));
}

/** Reads the lines; what is no step is a problem of its line. */
function readSteps(text) {
  const lines = text.split('\n');
  const problems = new Map();
  const steps = [];
  lines.forEach((raw, line) => {
    const written = raw.trim().replace(/,$/, '');
    if (!written) return;
    try {
      const value = /^[{["]/.test(written) ? JSON.parse(written) : written;
      steps.push({line, value, text: written});
    } catch {
      problems.set(line, [written.includes('…') ? 'write the value of the option where … stands, or leave the option out.'
        : 'this is no JSON object such as {"step": "name", "option": "value"}.']);
    }
  });
  return {lines, steps, problems};
}

async function apply(hook, path) {
  const {editing} = state;
  const {lines, steps, problems} = readSteps(editing.text);
  if (problems.size) {
    editing.marked = {lines, problems, general: []};
    render();
    goTo(Math.min(...problems.keys()));
    return;
  }
  const body = {pipeline: steps.map(each => each.value)};
  if (editing.silently) body.failSilently = editing.silently === 'true';
  const result = await send('Pipeline', {method: 'POST', path, body}, () => `It runs ${plural(steps.length, 'step')} from now on.`);
  if (result.ok) {
    state.editing = null;
    render();
    $('edit').focus();
    return;
  }
  const general = [];
  for (const problem of result.problems) {
    const message = problem.replace(`actuator: ${hook.type}: `, '');
    const found = linesOf(message, steps);
    if (found.length === 0) general.push(message);
    found.forEach(line => problems.set(line, [...(problems.get(line) ?? []), message]));
  }
  editing.marked = {lines, problems, general};
  $('sent').hidden = true;
  render();
  if (problems.size) goTo(Math.min(...problems.keys()));
}

/** Which lines a problem is about: those whose step it names, else those that have what it quotes. */
function linesOf(message, steps) {
  const quotes = [...message.matchAll(/"([^"]+)"/g)].map(match => match[1]);
  const score = ({value, text}) => {
    const name = typeof value === 'string' ? value : value?.step;
    if (name && (quotes[0] === name || message.startsWith(`${name} `) || message.startsWith(`step ${name}:`) || message.startsWith(`step ${name} `))) return 9;
    if (typeof value === 'object' && value !== null && !value.step && message.startsWith('a step is')) return 8;
    return typeof value === 'object' ? quotes.filter(quote => text.includes(quote)).length : 0;
  };
  const best = Math.max(...steps.map(score), 0);
  return best ? steps.filter(each => score(each) === best).map(each => each.line) : [];
}

async function restore(hook, path) {
  const request = {method: 'DELETE', path};
  const sure = await ask({
    title: 'Take changes back?',
    text: 'The hook runs as it is configured again. What was changed while the application ran is forgotten and would have to be written anew.',
    request: () => request, yes: 'Take back'});
  if (sure) {
    state.editing = null;
    await send('Taken back', request);
  }
}

// Runs

function runsView() {
  const {runs} = state;
  const words = runs.text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = run => words.every(word => `${run.type} ${run.part ?? ''} ${run.failure ?? ''}`.toLowerCase().includes(word))
    && (!runs.outcome || (runs.outcome === 'bad' ? run.outcome && colour(run.outcome) !== 'good' : run.kind === runs.outcome));
  const nodes = tree(state.about.recent).filter(node => contains(node, fitting));
  return [
    h('h1', {tabindex: -1, 'data-key': 'title'}, 'Runs'),
    h('div.card', {'data-key': 'runs-filter'}, h('div.runs-filter', {role: 'search'},
      h('label.field', {}, h('span', {}, 'Search in hooks, receivers, steps and exceptions'),
        h('input', {type: 'search', id: 'search-runs', value: runs.text, autocomplete: 'off', spellcheck: 'false', oninput: event => { runs.text = event.target.value; render(); }})),
      h('label.field', {}, h('span', {}, 'Only'), h('select', {id: 'only-runs', onchange: event => { runs.outcome = event.target.value; render(); }},
        [['', 'all'], ['event', 'events'], ['filter', 'filters'], ['bad', 'not as it should be']].map(([value, label]) => h('option', {value, selected: runs.outcome === value}, label)))),
      h('p.hint', {role: 'status'}, `${plural(Math.min(nodes.length, SHOWN_RUNS), 'run')}, newest first. Runs inside of others stand in them.`))),
    runTree(nodes.slice(0, SHOWN_RUNS), 'Runs, newest first'),
  ];
}

// The event bus

const busPath = (...segments) => [BUS, ...segments.map(encodeURIComponent)].join('/');

function busView() {
  if (!BUS) return [h('h1', {tabindex: -1}, 'Event bus'), h('p.card', {}, 'There is no endpoint of an event bus.')];
  if (!state.bus) return [h('h1', {tabindex: -1}, 'Event bus'), h('p.card', {}, state.busFailure ?? 'Asking…')];
  const {producer, routes, consumers, outbox, outboxFailure} = state.bus;
  const away = Object.entries(producer.away ?? {});
  return [
    h('h1', {tabindex: -1, 'data-key': 'title'}, 'Event bus'),
    state.busFailure ? h('p.note.bad', {}, `The endpoint: ${state.busFailure}`) : null,
    h('dl.tiles', {}, tile('Broker', producer.broker ?? 'none'), tile('Waiting to be published', `${count(producer.waiting)} of ${count(producer.capacity)}`),
      tile('Lost', count(producer.lost), producer.lost ? 'bad' : null), tile('Dead letters', ...deadLetters())),
    producer.lost ? h('p.note.bad', {}, `The last event was lost ${producer.lastLost ? when(producer.lastLost) : ''}: ${producer.lastReason ?? 'unknown'}`) : null,
    away.length ? h('ul.stack', {}, away.map(([topic, since]) => h('li.note.warn', {}, h('span.mono', {}, topic), ` is not taken since ${when(since.since)}: ${since.exception}`))) : null,
    h('section.stack', {'aria-label': 'Consumers', 'data-key': 'consumers'}, h('h2', {}, 'Consumers ', h('span.count', {}, String(consumers.length))),
      consumers.length ? h('div.consumers', {}, consumers.map(consumerCard)) : h('p.hint', {}, 'Nothing is consumed.')),
    card('Routes', routes.length === 0 ? h('p.hint', {}, 'Nothing is published.') : scroll('Routes', h('table', {},
      h('thead', {}, h('tr', {}, ['Event', 'Topic', 'Key', 'Mode', 'Configured at', 'Published'].map(name => h('th', {scope: 'col'}, name)))),
      h('tbody', {}, routes.map(routeRow))))),
    outboxFailure ? card('Outbox', h('p.note.bad', {}, `It does not answer: ${outboxFailure}`)) : null,
    outbox.length ? card('Outbox', scroll('Outbox', h('table', {},
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Topic'), ['Pending', 'Oldest', 'Retrying', 'Waiting', 'Dead'].map(name => h('th.number', {scope: 'col'}, name)), h('th', {scope: 'col'}, 'State'))),
      h('tbody', {}, outbox.map(outboxRow)))), outbox.map(deadEvents)) : null,
  ];
}

function consumerCard(consumer) {
  const {topic, group, state: now, position} = consumer;
  const name = `${topic} for ${group}`;
  const path = busPath(topic, group);
  const to = (wanted, title) => h('button', {type: 'button', 'aria-label': `${title} ${name}`,
    onclick: () => send(`${title}: ${name}`, {method: 'POST', path, body: {state: wanted}})}, title);
  return h('section.card', {'aria-label': `Consumer of ${name}`, 'data-key': `consumer-${topic}-${group}`},
    h('h2', {}, h('span.mono', {}, topic), h('span.quiet', {}, '→'), h('span.mono', {}, group), h(`span.chip.${colour(now)}`, {}, now)),
    h('dl.tiles', {}, tile('Behind', count(position?.lag), position?.lag ? 'warn' : null), tile('Pending', count(position?.pending)),
      tile('Dead letters', count(consumer.deadLetters), consumer.deadLetters ? 'bad' : null), tile('Errors in a row', count(consumer.consecutiveErrors), consumer.consecutiveErrors ? 'bad' : null)),
    consumer.failure ? h('p.note.bad.mono', {}, consumer.failure) : null,
    facts([
      ['On the broker', h('span.mono', {}, consumer.fullTopic)],
      ['Dead letters in', h('span.mono', {}, consumer.deadLetterTopic)],
      ['Position', position?.position && h('span.mono', {}, position.position)],
      ['Last message', consumer.lastMessage && `${when(consumer.lastMessage)}, at ${consumer.lastPosition ?? '?'}`],
      ['Messages', Object.entries(consumer.messages ?? {}).map(([outcome, number]) => `${outcome} ${count(number)}`).join(', ')],
      ['Events', Object.entries(consumer.events ?? {}).map(([type, number]) => `${type} ${count(number)}`).join(', ')],
      ['Failures', Object.entries(consumer.failures ?? {}).map(([exception, number]) => `${simpleName(exception)} ${count(number)}`).join(', ')],
      ['Lost', position?.lost ? count(position.lost) : null],
    ]),
    BUS_WRITABLE ? h('p.buttons', {},
      now === 'stopped' || now === 'paused' || now === 'failed' ? to('running', 'Start') : to('paused', 'Pause'),
      now === 'stopped' ? null : to('stopped', 'Stop'),
      h('button', {type: 'button', 'aria-label': `Replay ${name}`, onclick: () => replay(name, path)}, 'Replay…'),
      h('button', {type: 'button', 'aria-label': `Redrive ${name}`, onclick: () => redrive(name, path)}, 'Redrive…')) : null);
}

async function replay(name, path) {
  const request = ({from}) => ({method: 'POST', path, body: {from}});
  const values = await ask({
    title: `Replay ${name}?`,
    text: 'The whole group reads on from there: its receivers get again what they had, or never get what is passed over. Where it was is forgotten.',
    fields: [{name: 'from', label: 'From a time with an offset, or a position in the words of the broker', placeholder: '2026-01-31T08:00:00Z', required: true}],
    request, yes: 'Move the group', danger: true,
    look: values => ({path, body: {...request(values).body, dryRun: true}}),
    found: answer => `From ${answer.from}: ${answer.messages === null ? 'an unknown number of messages' : plural(answer.messages, 'message')}.`});
  if (values) await send(`Replayed: ${name}`, request(values), answer => `The group reads on from ${answer.from}.`);
}

async function redrive(name, path) {
  const request = ({limit}) => ({method: 'POST', path, body: {redrive: true, ...(/^\d+$/.test(limit) ? {limit: Number(limit)} : {})}});
  const told = answer => `${plural(answer.deadLetters, 'dead letter')}: ${count(answer.processed)} processed, ${count(answer.failed)} failed again, ${count(answer.skipped)} skipped.`;
  const values = await ask({
    title: `Redrive ${name}?`,
    text: 'The dead letters are handed to the receivers that had failed. Those that are processed are gone.',
    fields: [{name: 'limit', label: 'At most how many', placeholder: '1000', inputmode: 'numeric'}],
    request, yes: 'Redrive', danger: true,
    look: values => ({path, body: {...request(values).body, dryRun: true}}),
    found: answer => `There ${answer.deadLetters === 1 ? 'is' : 'are'} ${plural(answer.deadLetters, 'dead letter')}.`});
  if (values) await send(`Redriven: ${name}`, request(values), told);
}

function routeRow(one) {
  const path = busPath('routes', one.type, one.topic);
  return h('tr', {'data-key': `route-${one.type}-${one.topic}`},
    h('td', {}, h('a.mono', {href: hookLink(one.type)}, breakable(one.type)), one.warning ? h('p.note.warn', {}, one.warning) : null),
    h('td', {}, h('span.mono', {title: one.fullTopic}, one.topic)),
    h('td.mono', {}, one.keyField),
    h('td', {}, String(one.mode).toLowerCase().replaceAll('_', ' ')),
    h('td.mono', {}, one.origin),
    h('td', {}, BUS_WRITABLE ? switchButton(`Publish ${one.type} to ${one.topic}`, one.enabled, () =>
      send(`Route ${one.enabled ? 'off' : 'on'}`, {method: 'POST', path, body: {enabled: !one.enabled}}))
      : h(`span.chip.${one.enabled ? 'good' : 'warn'}`, {}, one.enabled ? 'on' : 'off'),
    one.enabled !== one.configured && BUS_WRITABLE ? h('button', {type: 'button', 'aria-label': `Take back ${one.type} to ${one.topic}`,
      onclick: () => send('Route as configured', {method: 'DELETE', path})}, 'Take back') : null));
}

function outboxRow(one) {
  const act = (action, title) => h('button', {type: 'button', 'aria-label': `${title} ${one.topic}`,
    onclick: () => send(`${title}: ${one.topic}`, {method: 'POST', path: busPath('outbox', one.topic, action), body: {}})}, title);
  return h('tr', {'data-key': `outbox-${one.topic}`},
    h('td.mono', {}, one.topic, one.failure ? h('p.note.bad', {}, one.failure) : null),
    h('td.number', {}, count(one.pending)), h('td.number', {}, span(one.oldest)), h('td.number', {}, count(one.retrying)),
    h('td.number', {}, count(one.waiting)), h('td.number', {}, one.dead ? h('span.chip.bad', {}, count(one.dead)) : '0'),
    h('td', {}, h('span.chips', {}, h(`span.chip.${one.paused ? 'warn' : 'good'}`, {}, one.paused ? 'paused' : one.relayedHere ? 'relayed here' : 'relayed elsewhere'),
      BUS_WRITABLE ? act(one.paused ? 'resume' : 'pause', one.paused ? 'Resume' : 'Pause') : null,
      one.dead ? h('button', {type: 'button', 'aria-label': `Show the dead events of ${one.topic}`, onclick: () => showDead(one.topic)}, 'Show the dead') : null)));
}

async function showDead(topic) {
  try {
    state.dead.set(topic, await get(busPath('outbox', topic)));
  } catch (failure) {
    state.dead.set(topic, []);
  }
  render();
}

function deadEvents({topic}) {
  const events = state.dead.get(topic);
  if (!events) return null;
  const act = async (action, title, danger, body) => {
    const request = {method: 'POST', path: busPath('outbox', topic, action), body};
    const which = body.id === undefined ? 'All dead events of the topic' : `Event ${body.id}`;
    const sure = await ask({
      title: `${title}?`,
      text: danger ? `${which} will never be published. That cannot be taken back.` : `${which} will be published anew.`,
      request: () => request, yes: title, danger});
    if (sure) {
      await send(`${title}: ${topic}`, request, ({events}) => `It was done with ${plural(events, 'event')}.`);
      await showDead(topic);
    }
  };
  return h('section.stack', {'aria-label': `Dead events of ${topic}`, 'data-key': `dead-${topic}`},
    h('h3', {}, 'Dead events of ', h('span.mono', {}, topic)),
    events.length === 0 ? h('p.hint', {}, 'There are none.') : scroll('Dead events', h('table', {},
      h('thead', {}, h('tr', {}, ['Number', 'Event', 'Stored', 'Attempts', 'Last error'].map(name => h('th', {scope: 'col'}, name)), h('td', {}))),
      h('tbody', {}, events.map(event => h('tr', {'data-key': `dead-${event.id}`},
        h('td', {}, String(event.id)), h('td.mono', {}, breakable(event.type)), h('td', {}, when(event.createdAt)), h('td', {}, String(event.attempts)), h('td.mono', {}, event.lastError),
        h('td', {}, BUS_WRITABLE ? h('span.chips', {},
          h('button', {type: 'button', 'aria-label': `Retry ${event.id}`, onclick: () => act('retry', 'Retry', false, {id: event.id})}, 'Retry…'),
          h('button', {type: 'button', 'aria-label': `Drop ${event.id}`, onclick: () => act('drop', 'Drop', true, {id: event.id})}, 'Drop…')) : null)))))),
    BUS_WRITABLE && events.length ? h('p.buttons', {},
      h('button', {type: 'button', onclick: () => act('retry', 'Retry all', false, {})}, 'Retry all…'),
      h('button', {type: 'button', onclick: () => act('drop', 'Drop all', true, {})}, 'Drop all…')) : null);
}

// ---- The page ----

function route() {
  const [view = '', name = ''] = location.hash.replace(/^#\/?/, '').split('/');
  try {
    return {view, name: decodeURIComponent(name)};
  } catch {
    return {view, name};
  }
}

function render() {
  const {view, name} = route();
  const views = [['', 'Overview'], ['hooks', 'Hooks'], ['runs', 'Runs'], ...(BUS ? [['bus', 'Event bus']] : [])];
  const content = !state.answered ? [h('p.card', {}, state.failure ? `The endpoint: ${state.failure}.` : 'Asking the endpoint…')]
    : view === 'hooks' ? hooksView(name) : view === 'runs' ? runsView() : view === 'bus' ? busView() : overview();
  morphChildren($('main'), h('main', {}, ...content));
  morphChildren($('nav'), h('nav', {}, views.map(([path, title]) => h('a', {href: `#/${path}`, 'aria-current': view === path ? 'page' : null}, title))));
  const live = state.failure ? ['live off', state.failure] : state.paused ? ['live paused', 'paused'] : state.answered ? ['live', 'live'] : ['live paused', 'connecting'];
  if ($('live').textContent !== live[1]) $('live').textContent = live[1];
  $('live').setAttribute('class', live[0]);
  document.title = [name || views.find(([path]) => path === view)?.[1], APPLICATION, 'Hooks console'].filter(Boolean).join(' · ');
}

onhashchange = () => {
  const {view} = route();
  if (view !== 'hooks') state.editing = null;
  render();
  scrollTo(0, 0);
  ($('main').querySelector('h1') ?? $('main')).focus({preventScroll: true});
  poll();
};

document.querySelector('.skip').onclick = event => {
  event.preventDefault();
  $('main').focus();
};

$('application').textContent = APPLICATION;

$('pause').onclick = () => {
  state.paused = !state.paused;
  $('pause').setAttribute('aria-pressed', String(state.paused));
  render();
};

async function watch() {
  if (!document.hidden && !state.paused) await poll();
  setTimeout(watch, POLL);
}

render();
watch();
